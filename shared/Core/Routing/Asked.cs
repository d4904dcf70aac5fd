namespace OmniFunctions.Routing;

/// <summary>A demand in the numbers of <see cref="Words"/>.</summary>
internal sealed class Asked
{
    private readonly int[] queues;
    private readonly (int Skill, int Level)[] needs;

    internal Asked(Demand demand, Words words)
    {
        Demand = demand;
        queues = [.. demand.Queues.Select(words.Of)];
        needs = [.. demand.Needs.Select(need => (words.Of(need.Skill), need.Level))];
    }

    internal Demand Demand { get; }

    internal bool IsAnsweredBy(Chair chair)
    {
        foreach (var queue in queues)
        {
            if (chair.Answers(queue)) return true;
        }

        return false;
    }

    internal bool IsKnownTo(Chair chair)
    {
        foreach (var (skill, level) in needs)
        {
            if (chair.LevelOf(skill) < level) return false;
        }

        return true;
    }

    /// <summary>The needs that they do not meet; null when they meet all.</summary>
    internal IReadOnlyList<SkillNeed>? GapsOf(Chair chair)
    {
        List<SkillNeed>? gaps = null;
        for (var i = 0; i < needs.Length; i++)
        {
            if (chair.LevelOf(needs[i].Skill) < needs[i].Level) (gaps ??= []).Add(Demand.Needs[i]);
        }

        return gaps;
    }
}
