using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Desk;

/// <summary>Where one is signed in, and signing out there: one's own for everybody, those of others for supervisors.</summary>
public sealed class SessionListFunctions(SessionStore sessions, AgentStore agents, Revocation revocation)
{
    private const string OfAgent = "api/admin/agents/{id}/sessions";

    [Function("Sessions"), Requires(Permission.Agent)]
    [Describes("Where one is signed in, the last seen first.", typeof(SessionList))]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sessions")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request.SignedIn().Agent, request.SignedIn().Session, cancellationToken);

    [Function("EndOtherSessions"), Requires(Permission.Agent)]
    [Describes("Sign out everywhere but here.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> EndOthersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/sessions")] HttpRequest request, CancellationToken cancellationToken)
    {
        await revocation.EndAllAsync(request.Agent(), except: request.SignedIn().Session, cancellationToken);
        return Results.NoContent();
    }

    [Function("EndSession"), Requires(Permission.Agent)]
    [Describes("Sign out of one of one's sessions.", status: StatusCodes.Status204NoContent)]
    public Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/sessions/{session}")] HttpRequest request, string session, CancellationToken cancellationToken) =>
        EndAsync(request.Agent(), session, cancellationToken);

    [Function("SessionsOfAgent"), Requires(Permission.Supervisor)]
    [Describes("Where an agent is signed in, the last seen first.", typeof(SessionList))]
    public async Task<IResult> ListOfAgentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OfAgent)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await FindAsync(request, id, cancellationToken) is { } agent ? await ListAsync(agent, request.SignedIn().Session, cancellationToken) : Problems.NotFound();

    [Function("EndSessionsOfAgent"), Requires(Permission.Supervisor)]
    [Describes("Sign an agent out everywhere.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> EndAllOfAgentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = OfAgent)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, id, cancellationToken) is not { } agent) return Problems.NotFound();
        await revocation.EndAllAsync(agent, cancellation: cancellationToken);
        return Results.NoContent();
    }

    [Function("EndSessionOfAgent"), Requires(Permission.Supervisor)]
    [Describes("Sign an agent out of one session.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> EndOfAgentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = OfAgent + "/{session}")] HttpRequest request, string id, string session, CancellationToken cancellationToken) =>
        await FindAsync(request, id, cancellationToken) is { } agent ? await EndAsync(agent, session, cancellationToken) : Problems.NotFound();

    private Task<Agent?> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        agents.FindAsync(request.Agent().Tenant, new AgentId(id), cancellationToken);

    private async Task<IResult> ListAsync(Agent agent, string current, CancellationToken cancellationToken)
    {
        var found = await sessions.OfAsync(agent.Tenant, agent.Id, cancellationToken);
        return Results.Json(new SessionList([.. found.Select(session => SessionItem.Of(session, current))]), DeskJson.Instance.SessionList);
    }

    /// <summary>Of the list, so that nothing is asked of the store by a name of anybody's choosing.</summary>
    private async Task<IResult> EndAsync(Agent agent, string id, CancellationToken cancellationToken)
    {
        var found = await sessions.OfAsync(agent.Tenant, agent.Id, cancellationToken);
        if (found.All(session => session.Id != id)) return Problems.NotFound();
        await revocation.EndAsync(agent.Tenant, agent.Id, id, cancellationToken);
        return Results.NoContent();
    }
}

public sealed record SessionList(IReadOnlyList<SessionItem> Items);

/// <param name="SeenAt">Some minutes late.</param>
/// <param name="Browser">What it says of itself.</param>
/// <param name="IsCurrent">The one that asks.</param>
public sealed record SessionItem(string Id, DateTimeOffset BegunAt, DateTimeOffset SeenAt, string? Address, string? Browser, bool IsCurrent)
{
    public static SessionItem Of(Session session, string current) =>
        new(session.Id, session.BegunAt, session.SeenAt, session.Address, session.Browser, session.Id == current);
}
