using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.SignIn;

namespace OmniFunctions.Desk;

/// <summary>Signing in and out of the desk.</summary>
public sealed class SessionFunctions(
    AgentStore agents, SessionStore sessions, SecondFactorStore factors, Revocation revocation, PolicyStore policies, Passwords passwords, SignInLimits limits, Authentication authentication, FactorGate gate,
    NamesReader names, OrderLookup orders, SignInProviders providers, ProviderExchange exchange)
{
    private const int MaxNameLength = 64;

    [Function("SignIn"), Requires(Permission.Anonymous, UsesCookie = true)]
    [Describes("Sign in to the desk.", typeof(SessionView), Takes = typeof(SignInRequest))]
    public async Task<IResult> SignInAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/session")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.SignInRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (Faults(body!) is { Count: > 0 } faults) return Problems.Invalid(faults);

        var account = $"{body!.Tenant}/{body.Name}";
        var address = CallerAddress.Of(request.HttpContext);
        if (limits.WaitFor(account, address) is { } wait) return Problems.TooManyAttempts(wait);

        var agent = await agents.FindAsync(new TenantId(body.Tenant!), new AgentId(body.Name!), cancellationToken);
        // Who is disabled is told what somebody unknown is told, as late.
        if (!await passwords.AreOfAsync(agent is { IsDisabled: false } ? agent : null, body.Password!, cancellationToken))
        {
            limits.Failed(account, address);
            return Problems.NotSignedIn();
        }

        // Only who knows the password learns that there is a second factor; and guessing at it counts as guessing at the password does.
        var factor = FactorStanding.None;
        if (await factors.FindAsync(agent!.Tenant, agent.Id, cancellationToken) is not null)
        {
            if (body.Code is not { Length: > 0 } code) return Problems.SecondFactorNeeded();
            if (!await factors.TakeAsync(agent.Tenant, agent.Id, code, cancellationToken))
            {
                limits.Failed(account, address);
                return Problems.NotSignedIn();
            }

            factor = FactorStanding.Shown;
        }

        limits.Succeeded(account);
        await revocation.MakeRoomAsync(agent, cancellationToken);
        var session = await sessions.BeginAsync(agent, address, request.Headers.UserAgent.ToString(), factor, cancellation: cancellationToken);
        await request.HttpContext.SignInAsync(Ticket.Scheme, Ticket.For(agent, session.Id));
        // Signed in, and so able to set up what is due; nothing more is told before.
        return gate.Refuse(agent, factor) ?? await SessionAsync(agent, durable, cancellationToken);
    }

    [Function("Session"), Requires(Permission.Agent)]
    [Describes("Who is signed in.", typeof(SessionView))]
    public Task<IResult> CurrentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/session")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) => SessionAsync(request.Agent(), durable, cancellationToken);

    [Function("SignOut"), Requires(Permission.Anonymous, UsesCookie = true)]
    [Describes("Sign out, and be offline. What one has goes back to its line, unless the policy lets agents keep it.", typeof(SignOutView))]
    public async Task<IResult> SignOutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/session")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        string? address = null;
        if (await authentication.AgentAsync(request.HttpContext) is { } signedIn)
        {
            var (agent, session) = signedIn;
            if (signedIn.Provider is { } id && providers.Find(agent.Tenant.Value, id) is { } provider) address = await exchange.SignOutAddressAsync(provider, cancellationToken);
            // Nobody is kept signed in by their conversations.
            var policy = (await policies.ActiveAsync(agent.Tenant, cancellationToken)).Presence;
            await PresenceBoard.SetAsync(durable, agent, Presence.Offline, policy, cancellationToken, isLet: true);
            await revocation.EndAsync(agent.Tenant, agent.Id, session, cancellationToken);
        }

        await request.HttpContext.SignOutAsync(Ticket.Scheme);
        return Results.Json(new SignOutView(address), DeskJson.Instance.SignOutView);
    }

    private async Task<IResult> SessionAsync(Agent agent, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var seat = await PresenceBoard.SeatOfAsync(durable, agent, cancellationToken);
        var session = SessionView.Of(agent, seat, await names.ReadAsync(agent.Tenant, cancellationToken), orders.Shops(agent.Tenant));
        return Results.Json(session, DeskJson.Instance.SessionView);
    }

    private static Dictionary<string, IReadOnlyList<string>> Faults(SignInRequest request)
    {
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        Check("tenant", request.Tenant, MaxNameLength);
        Check("name", request.Name, MaxNameLength);
        Check("password", request.Password, Passwords.MaxLength);
        if (request.Code is { Length: > CodeRequest.MaxLength }) faults["code"] = [$"At most {CodeRequest.MaxLength} characters."];
        return faults;

        void Check(string field, string? value, int maxLength)
        {
            if (value is not { Length: > 0 } || value.Length > maxLength) faults[field] = [$"1 to {maxLength} characters."];
        }
    }
}
