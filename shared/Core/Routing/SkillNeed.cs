namespace OmniFunctions.Routing;

/// <param name="Level">The least that is enough: <see cref="MinLevel"/> to <see cref="MaxLevel"/> (L1 to L3).</param>
public sealed record SkillNeed(SkillId Skill, int Level = SkillNeed.MinLevel)
{
    public const int MinLevel = 1;
    public const int MaxLevel = 3;
}
