using Microsoft.DurableTask.Client;
using OmniFunctions.Desk;
using OmniFunctions.Live;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Access;

/// <summary>
/// Takes from people what they may do, everywhere at once: what they ask for over HTTP is refused from the next request on, their pages are cut
/// off, and nothing more is pushed to them. The session goes first: a page that connects at this moment finds it gone.
/// </summary>
public sealed class Revocation(SessionStore sessions, LiveConnections connections, PolicyStore policies)
{
    public async Task EndAsync(TenantId tenant, AgentId agent, string session, CancellationToken cancellation = default)
    {
        await sessions.EndAsync(tenant, agent, session, cancellation);
        await connections.CloseAsync(tenant, agent, session, cancellation);
    }

    /// <summary>For one more session than there are.</summary>
    public async Task MakeRoomAsync(Agent agent, CancellationToken cancellation = default)
    {
        var others = await sessions.OfAsync(agent.Tenant, agent.Id, cancellation);
        foreach (var old in others.Skip(SessionStore.MaxPerAgent - 1)) await EndAsync(agent.Tenant, agent.Id, old.Id, cancellation);
    }

    /// <summary>What nobody has used for so long that it is over, pages included that were left open.</summary>
    public async Task EndUnseenAsync(CancellationToken cancellation = default)
    {
        await foreach (var session in sessions.UnseenAsync(cancellation)) await EndAsync(session.Tenant, session.Agent, session.Id, cancellation);
    }

    /// <param name="except">The session that goes on; null when none does.</param>
    public async Task EndAllAsync(Agent agent, string? except = null, CancellationToken cancellation = default)
    {
        foreach (var session in await sessions.OfAsync(agent.Tenant, agent.Id, cancellation))
            if (session.Id != except) await EndAsync(agent.Tenant, agent.Id, session.Id, cancellation);

        // What a session left behind that had ended before.
        if (except is null) await connections.CloseAllAsync(agent, cancellation);
    }

    /// <summary>They work here no longer, or not for now: what they have goes back to its line.</summary>
    public async Task DisableAsync(Agent agent, DurableTaskClient durable, CancellationToken cancellation = default)
    {
        await EndAllAsync(agent, cancellation: cancellation);
        var policy = (await policies.ActiveAsync(agent.Tenant, cancellation)).Presence;
        await PresenceBoard.SetAsync(durable, agent, Presence.Offline, policy, cancellation, isLet: true, givesBack: true);
    }
}
