using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>All seats, the longest idle first, and who holds what. Made from the agents of a group; a changed seat makes a changed copy.</summary>
internal sealed class Floor
{
    private readonly Chair[] chairs;

    private Floor(Chair[] chairs, Words words, ImmutableDictionary<ConversationId, AgentId> holders)
    {
        this.chairs = chairs;
        Words = words;
        Holders = holders;
    }

    internal Words Words { get; }

    internal ImmutableDictionary<ConversationId, AgentId> Holders { get; }

    /// <summary>The longest idle first; ids break a tie.</summary>
    internal ReadOnlySpan<Chair> Chairs => chairs;

    internal static Floor Of(ImmutableDictionary<AgentId, AgentSeat> agents)
    {
        var words = agents.Values.Aggregate(Words.None, (known, seat) => known.With(seat));
        var holders = ImmutableDictionary.CreateBuilder<ConversationId, AgentId>();
        foreach (var seat in agents.Values)
        {
            foreach (var conversation in seat.Held.Keys) holders[conversation] = seat.Agent;
        }

        return new Floor([.. agents.Values.Order(LongestIdle.First).Select(seat => new Chair(seat, words))], words, holders.ToImmutable());
    }

    /// <param name="before">The seat as it was; null when the agent had none.</param>
    internal Floor With(AgentSeat? before, AgentSeat after)
    {
        var words = Words.With(after);
        var changed = new Chair[chairs.Length + (before is null ? 1 : 0)];
        var from = before is null ? chairs.Length : IndexOf(before);
        var to = before is null || LongestIdle.First.Compare(before, after) != 0 ? InsertionOf(after) : from;

        // Either one is put in, or one moves and those between move over by one.
        if (before is null)
        {
            chairs.AsSpan(0, to).CopyTo(changed);
            chairs.AsSpan(to).CopyTo(changed.AsSpan(to + 1));
        }
        else if (to > from)
        {
            to--;
            chairs.CopyTo(changed, 0);
            chairs.AsSpan(from + 1, to - from).CopyTo(changed.AsSpan(from));
        }
        else
        {
            chairs.CopyTo(changed, 0);
            chairs.AsSpan(to, from - to).CopyTo(changed.AsSpan(to + 1));
        }

        changed[to] = new Chair(after, words);
        return new Floor(changed, words, HoldersAfter(before, after));
    }

    internal Chair? Find(AgentSeat? seat) => seat is null ? null : chairs[IndexOf(seat)];

    private int IndexOf(AgentSeat seat)
    {
        var index = InsertionOf(seat);
        return index < chairs.Length && chairs[index].Seat.Agent == seat.Agent
            ? index
            : throw new InvalidOperationException($"The seat of {seat.Agent} is not where it should be.");
    }

    /// <summary>Where it stands, or would.</summary>
    private int InsertionOf(AgentSeat seat)
    {
        var (low, high) = (0, chairs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (LongestIdle.First.Compare(chairs[middle].Seat, seat) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private ImmutableDictionary<ConversationId, AgentId> HoldersAfter(AgentSeat? before, AgentSeat after)
    {
        if (ReferenceEquals(before?.Held, after.Held)) return Holders;
        var holders = Holders;
        foreach (var conversation in before?.Held.Keys ?? [])
        {
            if (!after.Held.ContainsKey(conversation)) holders = holders.Remove(conversation);
        }

        foreach (var conversation in after.Held.Keys)
        {
            if (before is null || !before.Held.ContainsKey(conversation)) holders = holders.SetItem(conversation, after.Agent);
        }

        return holders;
    }
}
