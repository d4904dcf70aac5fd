namespace OmniFunctions.Documents;

/// <summary>What somebody may have meant who wrote something else.</summary>
internal static class Nearest
{
    /// <summary>Longer words are no slip of the pen.</summary>
    private const int MaxLength = 60;

    /// <returns>The nearest word that a third of the letters, or two, lead to; null when none is near.</returns>
    internal static string? To(string word, IReadOnlyList<string> known)
    {
        if (word.Length is 0 or > MaxLength) return null;
        var (nearest, least) = known
            .Where(other => other.Length <= MaxLength)
            .Select(other => (Word: other, Distance: Distance(word, other)))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault(("", int.MaxValue));
        return least <= Math.Max(2, word.Length / 3) && least < word.Length ? nearest : null;
    }

    /// <summary>Letters to put in, leave out, change or swap with their neighbour; capitals count as what they are.</summary>
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) table[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[one.Length, other.Length];
    }
}
