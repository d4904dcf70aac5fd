using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.Primitives;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Live;

/// <summary>The live connections of agents, each under the session that it was negotiated in: it lives no longer than that.</summary>
public sealed class LiveConnections(LiveConnectionStore rows, SessionStore sessions, Viewing viewing, DeskHubControl hub)
{
    private const string Ended = "The session has ended.";
    private const string TooMany = "Too many pages are open.";

    /// <summary>
    /// Written first and then checked: when the session is ended at this moment, either who ends it finds the row, or the session is found ended here.
    /// </summary>
    public async Task OpenedAsync(LiveCaller caller, string connection, CancellationToken cancellation = default)
    {
        await rows.AddAsync(caller.Tenant, caller.Agent, caller.Session, connection, cancellation);
        if (!await sessions.IsLiveNowAsync(caller.Tenant, caller.Agent, caller.Session, cancellation))
        {
            await CloseAsync(caller, connection, Ended, cancellation);
            return;
        }

        var all = await rows.OfAsync(caller.Tenant, caller.Agent, caller.Session, cancellation);
        foreach (var old in all.SkipLast(LiveConnectionStore.MaxPerSession)) await CloseAsync(caller, old.Id, TooMany, cancellation);
    }

    public async Task ClosedAsync(LiveCaller caller, string connection, CancellationToken cancellation = default)
    {
        if (await rows.RemoveAsync(caller.Tenant, caller.Agent, caller.Session, connection, cancellation) is { } viewed)
            await viewing.LeaveAsync(caller.Tenant, caller.Agent, connection, viewed, cancellation);
    }

    public async Task CloseAsync(TenantId tenant, AgentId agent, string session, CancellationToken cancellation = default)
    {
        foreach (var row in await rows.OfAsync(tenant, agent, session, cancellation)) await CloseAsync(new LiveCaller(tenant, agent, session), row.Id, Ended, cancellation);
    }

    /// <summary>Also out of the tenant's group, so that a connection that could not be closed hears nothing.</summary>
    public async Task CloseAllAsync(Agent agent, CancellationToken cancellation = default)
    {
        await hub.UserGroups.RemoveFromAllGroupsAsync(LiveUser.Of(agent), cancellation);
        foreach (var row in await rows.OfAsync(agent.Tenant, agent.Id, session: null, cancellation))
            await CloseAsync(new LiveCaller(agent.Tenant, agent.Id, row.Session), row.Id, Ended, cancellation);
    }

    private async Task CloseAsync(LiveCaller caller, string connection, string why, CancellationToken cancellation)
    {
        await hub.Clients.CloseConnectionAsync(connection, why, cancellation);
        await ClosedAsync(caller, connection, cancellation);
    }
}

/// <summary>What the hub can do to connections that are open.</summary>
public sealed record DeskHubControl(ClientManager Clients, UserGroupManager UserGroups);

/// <summary>Whose a live connection is, as the token says that it was opened with.</summary>
public sealed record LiveCaller(TenantId Tenant, AgentId Agent, string Session)
{
    public const string TenantClaim = "tenant";
    public const string AgentClaim = "agent";
    public const string SessionClaim = "session";

    /// <summary>Null for a customer's page, which belongs to no session.</summary>
    public static LiveCaller? Of(SignalRInvocationContext context) =>
        Claim(context, TenantClaim) is { } tenant && Claim(context, AgentClaim) is { } agent && Claim(context, SessionClaim) is { } session
            ? new LiveCaller(new TenantId(tenant), new AgentId(agent), session)
            : null;

    private static string? Claim(SignalRInvocationContext context, string type) =>
        context.Claims is { } claims && claims.TryGetValue(type, out var value) && !StringValues.IsNullOrEmpty(value) ? value.ToString() : null;
}
