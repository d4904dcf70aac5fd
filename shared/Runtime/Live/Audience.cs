using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Runtime.Live;

/// <summary>Who is told of a change.</summary>
public static class Audience
{
    /// <summary>
    /// The holder, those who take part or put it aside, the former ones, and everyone of the queue when the waiting list changed. Of these only
    /// who may see the conversation; the former ones may, for they must learn that they have it no more.
    /// </summary>
    public static IReadOnlyCollection<Agent> Of(ConversationState? before, ConversationState after, Names names)
    {
        var told = new Dictionary<AgentId, Agent>();
        foreach (var agent in after.Engaged()) Tell(agent);
        foreach (var former in before?.Engaged() ?? [])
            if (names.Roster.Find(former) is { IsDisabled: false } agent) told.TryAdd(agent.Id, agent);
        if (IsWaiting(before) || IsWaiting(after))
        {
            foreach (var colleague in names.Roster.Agents) Tell(colleague.Id);
        }

        return told.Values;

        void Tell(AgentId id)
        {
            if (names.Roster.Find(id) is { } seen && seen.MaySee(after, names.Policy)) told.TryAdd(seen.Id, seen);
        }
    }

    private static bool IsWaiting(ConversationState? state) => state?.Phase is Phase.WithBot or Phase.Waiting or Phase.CallbackDue;
}
