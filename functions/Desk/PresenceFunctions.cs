using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Attendance;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Desk;

/// <summary>Who is there.</summary>
public sealed class PresenceFunctions(AgentStore agents, PolicyStore policies)
{
    [Function("SetPresence"), Requires(Permission.Agent)]
    [Describes("Say whether you take conversations, and why not.", typeof(PresenceChange), Takes = typeof(PresenceChange))]
    public async Task<IResult> SetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/presence")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (change, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PresenceChange, cancellationToken);
        if (refusal is not null) return refusal;
        if (change!.Presence is not { } presence) return Problems.Invalid("presence", "online, away or offline.");

        var agent = request.Agent();
        var policy = (await policies.ActiveAsync(agent.Tenant, cancellationToken)).Presence;
        var holdsWork = PresenceRules.KeepsFromLeaving(policy, presence)
            && await PresenceBoard.SeatOfAsync(durable, agent, cancellationToken) is { Held.IsEmpty: false };
        if (PresenceRules.Refuse(policy, presence, change.Reason, agent.Is(AgentRole.Supervisor), holdsWork) is { } why) return Problems.PresenceRefused(why);

        await PresenceBoard.SetAsync(durable, agent, presence, policy, cancellationToken, change.Reason, CallerAddress.Of(request.HttpContext));
        return Results.Json(change, DeskJson.Instance.PresenceChange);
    }

    [Function("Agents"), Requires(Permission.Agent)]
    [Describes("The colleagues, and how busy they are; for supervisors also those who are disabled.", typeof(AgentList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/agents")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (tenant, seesAll) = (request.Agent().Tenant, request.Agent().Is(AgentRole.Supervisor));
        var roster = await agents.RosterAsync(tenant, cancellationToken);
        var group = await PresenceBoard.ReadAsync(durable, tenant, cancellationToken);
        return Results.Json(new AgentList([.. roster.Agents.Where(agent => seesAll || !agent.IsDisabled).Select(agent => AgentView.Of(agent, group))]), DeskJson.Instance.AgentList);
    }
}

public sealed record PresenceChange(Presence? Presence, string? Reason = null);

public sealed record AgentList(IReadOnlyList<AgentView> Agents);

/// <param name="Load">Units in use, offered conversations included.</param>
/// <param name="Reason">Why they are away, by the policy's id.</param>
public sealed record AgentView(string Id, string Name, Presence Presence, int Load, int Capacity, string? Reason = null)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDisabled { get; init; }

    public static AgentView Of(Agent agent, RoutingGroup group)
    {
        var seat = group.Agents.GetValueOrDefault(agent.Id);
        return new(agent.Id.Value, agent.Name, seat?.Presence ?? Presence.Offline, seat?.UnitsInUse ?? 0, agent.Capacity, seat?.Reason) { IsDisabled = agent.IsDisabled };
    }
}
