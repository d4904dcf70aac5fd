namespace OmniFunctions.Policies;

/// <summary>Lists in which one names another as its parent.</summary>
internal static class Trees
{
    internal static IEnumerable<PolicyFault> Faults<T>(IReadOnlyList<T> nodes, Func<T, string> id, Func<T, string?> parent, string list, int maxLevels)
    {
        var parents = nodes.GroupBy(id).ToDictionary(same => same.Key, same => parent(same.First()));
        for (var i = 0; i < nodes.Count; i++)
        {
            var level = 1;
            var above = parent(nodes[i]);
            while (above is not null && level <= maxLevels && above != id(nodes[i]))
            {
                level++;
                above = parents.GetValueOrDefault(above);
            }

            if (above is not null && above == id(nodes[i])) yield return new($"{PolicySense.At(list, i)}.parent", $"'{above}' is its own ancestor.");
            else if (level > maxLevels) yield return new($"{PolicySense.At(list, i)}.parent", $"There are at most {maxLevels} levels.");
        }
    }
}
