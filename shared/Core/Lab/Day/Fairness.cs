namespace OmniFunctions.Lab.Day;

/// <summary>How evenly something is shared out.</summary>
public static class Fairness
{
    /// <summary>
    /// The index of Jain, Chiu and Hawe (1984): the square of the sum over n times the sum of the squares. 1 = all have the same, 1/n = one has all.
    /// Waits that are exponential, as in a plain queue, have 0.5 however fair the order is.
    /// </summary>
    /// <returns>1 for nobody and for all zeros: nobody has more than another.</returns>
    public static double Jain(IReadOnlyCollection<double> shares)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var share in shares)
        {
            sum += share;
            squares += share * share;
        }

        return squares == 0 ? 1 : sum * sum / (shares.Count * squares);
    }

    /// <summary>For each one in a line, how many who came later went first. Each entry is served at most once; n log n.</summary>
    /// <param name="line">When each came, and when each went.</param>
    public static IReadOnlyList<int> Overtaken(IReadOnlyList<(DateTimeOffset Came, DateTimeOffset Went)> line)
    {
        var byArrival = Enumerable.Range(0, line.Count).OrderBy(index => line[index].Came).ToArray();
        var place = new int[line.Count];
        for (var position = 0; position < byArrival.Length; position++) place[byArrival[position]] = position;

        // In the order of going: who has gone already and stands behind in the order of coming has overtaken. A binary indexed tree counts them.
        var gone = new int[line.Count + 1];
        var overtaken = new int[line.Count];
        var count = 0;
        foreach (var index in Enumerable.Range(0, line.Count).OrderBy(index => line[index].Went).ThenBy(index => place[index]))
        {
            var before = 0;
            for (var node = place[index] + 1; node > 0; node -= node & -node) before += gone[node];
            overtaken[index] = count - before;
            for (var node = place[index] + 1; node < gone.Length; node += node & -node) gone[node]++;
            count++;
        }

        return overtaken;
    }
}
