namespace OmniFunctions.Routing;

/// <summary>Puts those who fit in the order in which they are asked.</summary>
internal static class Selection
{
    private const int IndexBits = 12;
    private const int PreferredShift = 59;

    /// <summary>More wait alike for a turn than any desk seats, and more turns apart than agents ever are.</summary>
    private const long MaxValue = (1L << (PreferredShift - IndexBits)) - 1;

    private const int MaxLacking = 15;
    private const long Million = 1_000_000;

    /// <summary>More preferred skills first, then by the strategy, then the longest idle.</summary>
    /// <param name="fits">The longest idle first.</param>
    internal static Chair[] InOrder(List<Chair> fits, Judge judge)
    {
        var terms = judge.Terms;
        if (fits.Count < 2 || (terms.Prefer.IsEmpty && terms.Strategy is Strategy.LongestIdle or Strategy.LastAgentFirst)) return [.. fits];

        // One number for everything: sorting a thousand of these is what a decision has time for.
        var keys = new long[fits.Count];
        var least = terms.Strategy == Strategy.Weighted ? fits.Min(chair => chair.Seat.Turns) : 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var lacking = Math.Min(MaxLacking, terms.Prefer.Length - judge.PreferredOf(fits[i]));
            keys[i] = ((long)lacking << PreferredShift) | (Math.Min(MaxValue, Value(terms.Strategy, fits[i].Seat, fits[i].UnitsInUse) - least) << IndexBits) | (long)i;
        }

        Array.Sort(keys);
        return [.. keys.Select(key => fits[(int)(key & ((1 << IndexBits) - 1))])];
    }

    /// <summary>Less is asked first.</summary>
    internal static long Value(Strategy strategy, AgentSeat seat, int unitsInUse) => Value(strategy, unitsInUse, seat.Capacity, seat.Turns);

    internal static long Value(Strategy strategy, int unitsInUse, int capacity, long turns) => strategy switch
    {
        Strategy.LongestIdle or Strategy.LastAgentFirst => 0,
        Strategy.LeastLoaded => unitsInUse * Million / Math.Max(1, capacity),
        Strategy.Weighted => turns,
        _ => throw new InvalidOperationException($"Strategy {strategy} is not known here."),
    };

    /// <summary>What is said of one who fits and was not the one.</summary>
    internal static Verdict Behind(Strategy strategy, int preferred, int preferredOfChosen, long value, long valueOfChosen) => strategy switch
    {
        _ when preferred < preferredOfChosen => Verdict.LessPreferred,
        Strategy.LeastLoaded when value > valueOfChosen => Verdict.MoreLoaded,
        Strategy.Weighted when value > valueOfChosen => Verdict.LaterTurn,
        _ => Verdict.LessIdle,
    };
}
