using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Attendance;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Attendance;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Desk;

/// <summary>A presence that a supervisor has to agree to (状态变更审批): asked for, approved or refused, and pushed to both.</summary>
public sealed class PresenceRequestFunctions(PresenceRequests requests, AgentStore agents, PolicyStore policies, NamesReader namesOf, LivePush push, TimeProvider time)
{
    private const int MaxIdLength = 128;

    [Function("AskForPresence"), Requires(Permission.Agent)]
    [Describes("Ask for a presence that needs a supervisor's approval.", typeof(PresenceRequestView), Takes = typeof(PresenceChange))]
    public async Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/presence/requests")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (change, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PresenceChange, cancellationToken);
        if (refusal is not null) return refusal;
        if (change!.Presence is not { } presence) return Problems.Invalid("presence", "online, away or offline.");
        if (change.Reason is not { Length: > 0 } reason) return Problems.Invalid("reason", "One of the policy's reasons.");

        var agent = request.Agent();
        var policy = (await policies.ActiveAsync(agent.Tenant, cancellationToken)).Presence;
        if (PresenceRules.Refuse(policy, presence, reason, isApproved: true, holdsWork: false) is { } why) return Problems.PresenceRefused(why);
        var asked = await requests.AskAsync(agent.Tenant, agent.Id, presence, reason, time.GetUtcNow(), cancellationToken);
        return await AnswerAsync(agent.Tenant, asked);
    }

    [Function("PresenceRequests"), Requires(Permission.Agent)]
    [Describes("What was asked for, the latest first: everybody's for supervisors, one's own for others.", typeof(PresenceRequestList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/presence/requests")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        var found = await requests.ListAsync(agent.Tenant, agent.Is(AgentRole.Supervisor) ? null : agent.Id, cancellationToken);
        return Results.Json(new PresenceRequestList([.. found.Select(one => PresenceRequestView.Of(one, names))]), DeskJson.Instance.PresenceRequestList);
    }

    [Function("DecidePresence"), Requires(Permission.Supervisor)]
    [Describes("Approve or refuse what an agent asked for. One that is decided stays so.", typeof(PresenceRequestView), Takes = typeof(PresenceDecision))]
    public async Task<IResult> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/presence/requests/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (decision, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PresenceDecision, cancellationToken);
        if (refusal is not null) return refusal;
        if (decision!.Approve is not { } approve) return Problems.Invalid("approve", "true or false.");
        if (id.Length > MaxIdLength) return Problems.NotFound();

        var by = request.Agent();
        if (await requests.DecideAsync(by.Tenant, id, approve, by.Id, time.GetUtcNow(), cancellationToken) is not var (decided, isDecided)) return Problems.NotFound();

        // Also for one that was decided before: the bearer of that decision may have fallen over before it set the presence.
        if (decided.State == PresenceRequestState.Approved && (isDecided || decided.By == by.Id)
            && await agents.FindAsync(by.Tenant, decided.Agent, cancellationToken) is { } agent)
        {
            var policy = (await policies.ActiveAsync(by.Tenant, CancellationToken.None)).Presence;
            await PresenceBoard.SetAsync(durable, agent, decided.Presence, policy, CancellationToken.None, decided.Reason, isLet: true);
        }

        return await AnswerAsync(by.Tenant, decided);
    }

    private async Task<IResult> AnswerAsync(TenantId tenant, PresenceRequest request)
    {
        var names = await namesOf.ReadAsync(tenant, CancellationToken.None);
        var view = PresenceRequestView.Of(request, names);
        IEnumerable<AgentId> concerned = [request.Agent, .. names.Roster.Agents.Where(agent => agent.Is(AgentRole.Supervisor)).Select(agent => agent.Id)];
        await push.PresenceRequestAsync(tenant, [.. concerned.Distinct()], view, CancellationToken.None);
        return Results.Json(view, DeskJson.Instance.PresenceRequestView);
    }
}

public sealed record PresenceDecision(bool? Approve);

public sealed record PresenceRequestList(IReadOnlyList<PresenceRequestView> Items);
