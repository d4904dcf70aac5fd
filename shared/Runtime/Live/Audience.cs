using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Runtime.Live;

/// <summary>Who is told of a change, as users of the live connection.</summary>
public static class Audience
{
    /// <summary>
    /// The holder, the former holder, and everyone of the queue when the waiting list changed. Of these only who may see the conversation;
    /// the former holder may, for they must learn that they hold it no more.
    /// </summary>
    public static IReadOnlyList<string> Of(ConversationState? before, ConversationState after, Names names)
    {
        var told = new Dictionary<AgentId, Agent>();
        Tell(after.Holder);
        if (before?.Holder is { } former && names.Roster.Find(former) is { } agent) told.TryAdd(agent.Id, agent);
        if (IsWaiting(before) || IsWaiting(after))
        {
            foreach (var colleague in names.Roster.Agents) Tell(colleague.Id);
        }

        return [.. told.Values.Select(agent => LiveUser.Of(agent.Tenant, agent.Id))];

        void Tell(AgentId? id)
        {
            if (id is { } known && names.Roster.Find(known) is { } seen && seen.MaySee(after, names.Policy)) told.TryAdd(seen.Id, seen);
        }
    }

    private static bool IsWaiting(ConversationState? state) => state?.Phase is Phase.Waiting;
}
