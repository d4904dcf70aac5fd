using Microsoft.DurableTask.Client;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Desk;

/// <summary>Presence as the tenant's routing entity has it. It alone decides who gets work; here it is told and read.</summary>
public static class PresenceBoard
{
    public static Task SetAsync(DurableTaskClient durable, Agent agent, Presence presence, CancellationToken cancellationToken) =>
        durable.Entities.SignalEntityAsync(
            RoutingEntity.Of(agent.Tenant),
            nameof(RoutingEntity.SetPresence),
            new AgentPresence(agent.Id, presence, agent.Capacity, [.. agent.Queues]),
            cancellation: cancellationToken);

    public static async Task<Presence> PresenceOfAsync(DurableTaskClient durable, Agent agent, CancellationToken cancellationToken) =>
        (await ReadAsync(durable, agent.Tenant, cancellationToken)).Agents.GetValueOrDefault(agent.Id)?.Presence ?? Presence.Offline;

    /// <summary>The last state the entity has saved: a signal just sent may not show yet.</summary>
    public static async Task<RoutingGroup> ReadAsync(DurableTaskClient durable, TenantId tenant, CancellationToken cancellationToken) =>
        (await durable.Entities.GetEntityAsync<RoutingState>(RoutingEntity.Of(tenant), cancellation: cancellationToken))?.State.Group ?? RoutingGroup.Empty;
}
