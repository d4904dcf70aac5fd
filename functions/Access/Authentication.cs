using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Access;

/// <summary>Establishes who sent a request, from the cookie or the visitor token alone.</summary>
public sealed class Authentication(AgentStore agents, SessionStore sessions, ChannelAccounts accounts, TimeProvider time)
{
    private const string Bearer = "Bearer ";

    /// <summary>The channel that the customer's page belongs to.</summary>
    private const string Channel = "webchat";

    /// <summary>Null when nobody is signed in, or when the session was ended, the agent disabled or the password changed since: half a second ago at most.</summary>
    public async Task<SignedIn?> AgentAsync(HttpContext http)
    {
        var result = await http.AuthenticateAsync(Ticket.Scheme);
        if (!result.Succeeded || Ticket.Read(result.Principal) is not { } ticket) return null;
        var agent = await agents.FindAsync(ticket.Tenant, ticket.Agent, http.RequestAborted);
        if (agent is null or { IsDisabled: true } || !ticket.IsOf(agent)) return null;
        return await sessions.FindAsync(agent.Tenant, agent.Id, ticket.Session, http.RequestAborted) is { } session
            ? new SignedIn(agent, session.Id) { Factor = session.Factor, Provider = session.Provider }
            : null;
    }

    /// <summary>The account is named by the address, and the token must be of that account.</summary>
    public Visitor? Visitor(HttpContext http, string tenant, string account)
    {
        if (Account(tenant, account) is not { } known) return null;
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return null;
        return VisitorToken.Check(known, header[Bearer.Length..].Trim(), time.GetUtcNow()) is { } visitor ? new Visitor(known, visitor) : null;
    }

    public ChannelAccount? Account(string tenant, string account) =>
        accounts.Find(new AccountKey(new TenantId(tenant), Channel, account));
}
