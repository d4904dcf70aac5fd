using Microsoft.DurableTask.Client;
using OmniFunctions.Attendance;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Desk;

/// <summary>Presence as the tenant's routing entity has it. It alone decides who gets work; here it is told and read.</summary>
public static class PresenceBoard
{
    /// <param name="reason">As the policy names it.</param>
    /// <param name="address">Where the agent says it from; null when somebody else does.</param>
    /// <param name="policy">Says what becomes of the conversations of someone who goes.</param>
    /// <param name="isLet">They go whatever they have: they sign out, or a supervisor has agreed.</param>
    /// <param name="givesBack">What they have goes back to its line, whatever the policy says of those who go.</param>
    public static Task SetAsync(
        DurableTaskClient durable,
        Agent agent,
        Presence presence,
        PresencePolicy policy,
        CancellationToken cancellationToken,
        string? reason = null,
        string? address = null,
        bool isLet = false,
        bool givesBack = false) => durable.Entities.SignalEntityAsync(
            RoutingEntity.Of(agent.Tenant),
            nameof(RoutingEntity.SetPresence),
            AgentPresence.Of(agent.Id, presence, agent.Place, reason, address) with
            {
                UnlessHolding = !isLet && PresenceRules.KeepsFromLeaving(policy, presence),
                GivesBack = givesBack || PresenceRules.GivesBack(policy, presence),
            },
            cancellation: cancellationToken);

    /// <summary>The directory says something else of an agent.</summary>
    public static Task ReseatAsync(DurableTaskClient durable, Agent agent, CancellationToken cancellationToken) => durable.Entities.SignalEntityAsync(
        RoutingEntity.Of(agent.Tenant), nameof(RoutingEntity.Reseat), AgentChange.Of(agent.Id, agent.Place), cancellation: cancellationToken);

    /// <summary>Null for one who has never been there.</summary>
    public static async Task<AgentSeat?> SeatOfAsync(DurableTaskClient durable, Agent agent, CancellationToken cancellationToken) =>
        (await ReadAsync(durable, agent.Tenant, cancellationToken)).Agents.GetValueOrDefault(agent.Id);

    /// <summary>The last state the entity has saved: a signal just sent may not show yet.</summary>
    public static async Task<RoutingGroup> ReadAsync(DurableTaskClient durable, TenantId tenant, CancellationToken cancellationToken) =>
        (await durable.Entities.GetEntityAsync<RoutingState>(RoutingEntity.Of(tenant), cancellation: cancellationToken))?.State.Group ?? RoutingGroup.Empty;
}
