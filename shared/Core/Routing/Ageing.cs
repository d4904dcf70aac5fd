namespace OmniFunctions.Routing;

/// <summary>How waiting makes up for a lower priority, so that nobody starves.</summary>
/// <param name="EverySeconds">Of waiting that earn <paramref name="Points"/>.</param>
/// <param name="Points">Of priority; 0 when only the target counts.</param>
/// <param name="MaxPoints">Who has earned that many and is past the target goes before everybody, in the order in which that came to be. At least 1: with 0 it would be everybody
/// who is past the target, which a document does not mean by it.</param>
public sealed record Ageing(int EverySeconds = 60, int Points = 1, int MaxPoints = 100)
{
    public static Ageing Default { get; } = new();
}
