using OmniFunctions.Conversations;
using OmniFunctions.Policies;

namespace OmniFunctions.Runtime.Agents;

/// <summary>
/// The one place that says who may see a conversation, asked for every request, every list and every push:
/// supervisors see all of their tenant; agents what they hold, take part in or put aside, and what belongs to a queue of theirs;
/// who is disabled sees nothing.
/// </summary>
public static class Sight
{
    public static bool MaySee(this Agent agent, ConversationState state, ServicePolicy policy) =>
        !agent.IsDisabled
        && agent.Tenant == state.Tenant
        && (agent.Is(AgentRole.Supervisor) || state.Engaged().Contains(agent.Id) || agent.Queues.Contains(state.QueueUnder(policy)));

    /// <summary>The queue it belongs to; one that has ended belongs where its account would be sent now.</summary>
    public static QueueId QueueUnder(this ConversationState state, ServicePolicy policy) => state.Phase.QueueOrNone() ?? policy.QueueFor(state.Leg.Account);

    /// <summary>The agents in whose own list it stands: who has it, who takes part or was asked in, and who put it aside.</summary>
    public static IEnumerable<AgentId> Engaged(this ConversationState state)
    {
        if (state.Holder is { } holder) yield return holder;
        if (state.Phase is Phase.Snoozed snoozed) yield return snoozed.Agent;
        foreach (var participant in state.Participants) yield return participant.Agent;
    }
}
