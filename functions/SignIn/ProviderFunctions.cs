using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.SignIn;

/// <summary>
/// Signing in by a company's own directory: the page asks where to go, the browser goes there and comes back with a code, and what the code is worth is asked of the directory
/// itself. A browser that comes back is always led on to the desk, which says what became of it.
/// </summary>
public sealed partial class ProviderFunctions(
    SignInProviders providers, ProviderExchange exchange, Admissions admissions, SessionStore sessions, SecondFactorStore factors, Revocation revocation, CallRates rates, TimeProvider time, ILogger<ProviderFunctions> logger)
{
    internal const string Desk = "/desk/";

    /// <summary>Of what one address begins or finishes in a minute; an office may be one address.</summary>
    private const int MaxAMinute = 300;

    [Function("SignInProviders"), Requires(Permission.Anonymous)]
    [Describes("By which directories the people of a tenant sign in; none where there is no such tenant.", typeof(SignInProviderList))]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sign-in/{tenant}")] HttpRequest request, string tenant) =>
        Results.Json(new SignInProviderList([.. providers.Of(new TenantId(tenant)).Select(provider => new SignInProviderView(provider.Id, provider.Name))]), DeskJson.Instance.SignInProviderList);

    [Function("BeginSignIn"), Requires(Permission.Anonymous, UsesCookie = true, GivesSecret = true)]
    [Describes("Begin to sign in by a directory: where the browser is to go. What comes back is believed in this browser alone, for ten minutes.", typeof(SignInAddress))]
    public async Task<IResult> BeginAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sign-in/{tenant}/{provider}")] HttpRequest request, string tenant, string provider, CancellationToken cancellationToken)
    {
        if (providers.Find(tenant, provider) is not { } known) return Problems.NotFound();
        if (rates.Take("sign-in", CallerAddress.Of(request.HttpContext), MaxAMinute) is { } wait) return Problems.TooManyAttempts(wait);
        return await exchange.BeginAsync(request.HttpContext.Response, known, cancellationToken) is { } address
            ? Results.Json(new SignInAddress(address), DeskJson.Instance.SignInAddress)
            : Problems.PlatformAway();
    }

    [Function("FinishSignIn"), Requires(Permission.Anonymous, UsesCookie = true)]
    [Describes("Where a browser comes back to from a directory. Leads to the desk, which says why where it came to nothing.", status: StatusCodes.Status302Found, Query = ["code", "state", "iss", "error"])]
    public async Task<IResult> FinishAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sign-in/{tenant}/{provider}/finish")] HttpRequest request,
        string tenant,
        string provider,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (providers.Find(tenant, provider) is not { } known) return Problems.NotFound();
        if (rates.Take("sign-in", CallerAddress.Of(request.HttpContext), MaxAMinute) is { } wait) return Problems.TooManyAttempts(wait);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var (person, refused) = await exchange.FinishAsync(request, known, cancellationToken);
        if (person is null) return Refuse(known, refused!.Value);
        var (agent, why) = await admissions.AdmitAsync(known, person, durable, cancellationToken);
        if (agent is null) return Refuse(known, why!.Value);
        await SignInAsync(request, known, agent, person, cancellationToken);
        return Results.Redirect(Desk);
    }

    /// <summary>A second factor that the provider has seen counts where the settings say so; else the person's own is still to be shown.</summary>
    private async Task SignInAsync(HttpRequest request, SignInProvider provider, Agent agent, DirectoryPerson person, CancellationToken cancellationToken)
    {
        var factor = person.Methods.Intersect(provider.SecondFactorBy).Any() ? FactorStanding.Shown
            : await factors.FindAsync(agent.Tenant, agent.Id, cancellationToken) is not null ? FactorStanding.Owed
            : FactorStanding.None;
        await revocation.MakeRoomAsync(agent, cancellationToken);
        var (address, browser) = (CallerAddress.Of(request.HttpContext), request.Headers.UserAgent.ToString());
        var session = await sessions.BeginAsync(agent, address, browser, factor, new SignedInBy(provider.Id, person.Sub, person.Sid), time.GetUtcNow() + TimeSpan.FromHours(provider.SessionHours), cancellationToken);
        await request.HttpContext.SignInAsync(Ticket.Scheme, Ticket.For(agent, session.Id));
    }

    /// <summary>Nothing of the request stands in where the browser is led: only the word for what became of it.</summary>
    private IResult Refuse(SignInProvider provider, SignInRefusal why)
    {
        LogRefused(provider.ToString(), why);
        return Results.Redirect($"{Desk}?sign-in={System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(why.ToString())}");
    }

    [LoggerMessage(LogLevel.Information, "A sign-in by {Provider} came to nothing: {Why}")]
    private partial void LogRefused(string provider, SignInRefusal why);
}

public sealed record SignInProviderList(IReadOnlyList<SignInProviderView> Providers);

/// <param name="Name">On the button.</param>
public sealed record SignInProviderView(string Id, string Name);

/// <param name="Address">Where the browser is to go.</param>
public sealed record SignInAddress(string Address);
