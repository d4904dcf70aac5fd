namespace OmniFunctions.Routing;

/// <summary>A seat made ready to be looked at thousands of times a second: queues as bits, skills as an array of levels, room as a number.</summary>
internal sealed class Chair
{
    private const int BitsOfWord = 64;
    private readonly ulong[] queues;
    private readonly byte[] levels;

    internal Chair(AgentSeat seat, Words words)
    {
        Seat = seat;
        UnitsInUse = seat.UnitsInUse;
        queues = new ulong[(words.QueueCount + BitsOfWord - 1) / BitsOfWord];
        foreach (var queue in seat.Queues)
        {
            var number = words.Of(queue);
            queues[number / BitsOfWord] |= 1UL << (number % BitsOfWord);
        }

        levels = seat.Skills.IsEmpty ? [] : new byte[words.SkillCount];
        foreach (var (skill, level) in seat.Skills) levels[words.Of(skill)] = (byte)level;
    }

    private Chair(Chair first, IEnumerable<Chair> others)
    {
        (Seat, queues, levels) = (first.Seat, [.. first.queues], [.. first.levels]);
        foreach (var other in others)
        {
            if (other.queues.Length > queues.Length) Array.Resize(ref queues, other.queues.Length);
            for (var i = 0; i < other.queues.Length; i++) queues[i] |= other.queues[i];
            if (other.levels.Length > levels.Length) Array.Resize(ref levels, other.levels.Length);
            for (var i = 0; i < other.levels.Length; i++) levels[i] = Math.Max(levels[i], other.levels[i]);
        }
    }

    internal AgentSeat Seat { get; }

    internal int UnitsInUse { get; }

    internal bool IsFree => Seat.Presence == Presence.Online && UnitsInUse < Seat.Capacity;

    /// <summary>One that answers and knows all that any of them does: what it cannot take, none of them can.</summary>
    internal static Chair OfAll(IReadOnlyList<Chair> chairs) => new(chairs[0], chairs.Skip(1));

    internal bool Answers(int queue) => queue >= 0 && queue / BitsOfWord < queues.Length && (queues[queue / BitsOfWord] >> (queue % BitsOfWord) & 1) != 0;

    internal int LevelOf(int skill) => (uint)skill < (uint)levels.Length ? levels[skill] : 0;

    internal bool HasRoomFor(RoutingTerms terms) => UnitsInUse + terms.Units <= Seat.Capacity && Seat.IsWithinLimit(terms.Channel);
}
