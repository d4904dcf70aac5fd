using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.SignIn;

/// <summary>
/// Where a directory says, without any browser, that somebody signed out there or was signed out (OpenID Connect Back-Channel Logout 1.0). Their sessions here end as if they were
/// taken away by hand: what they ask for next is refused, and their open pages are cut off.
/// </summary>
public sealed partial class BackChannelFunction(
    SignInProviders providers, ProviderExchange exchange, SessionStore sessions, SpentProofs spent, Revocation revocation, CallRates rates, ILogger<BackChannelFunction> logger)
{
    private const string Field = "logout_token";
    private const int MaxBytes = 128 * 1024;

    /// <summary>Of what one address says in a minute: a directory signs out a whole company in some.</summary>
    private const int MaxAMinute = 600;

    [Function("BackChannelLogout"), Requires(Permission.Anonymous)]
    [Describes("A directory's own word, as a form with logout_token, that somebody is to be signed out. It counts once.", Media = "text/plain", TakesMedia = "application/x-www-form-urlencoded")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sign-in/{tenant}/{provider}/logout")] HttpRequest request, string tenant, string provider, CancellationToken cancellationToken)
    {
        if (providers.Find(tenant, provider) is not { } known) return Problems.NotFound();
        if (rates.Take("sign-out", CallerAddress.Of(request.HttpContext), MaxAMinute) is { } wait) return Problems.TooManyAttempts(wait);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (await Body.ReadBytesAsync(request, MaxBytes, cancellationToken) is not { } body) return Problems.TooLarge();
        if (QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).TryGetValue(Field, out var fields) is false || fields is not [{ Length: > 0 } token]) return Problems.Invalid(Field, "One is expected.");
        var (logout, refused) = await exchange.JudgeLogoutAsync(known, token, cancellationToken);
        if (logout is null) return refused is null ? Problems.PlatformAway() : Problems.Invalid(Field, "It is not believed.");
        if (await spent.IsSpentAsync(known.Tenant, WordsOf(known), logout.Id, logout.MadeAt, cancellationToken)) return Problems.Invalid(Field, "It was taken before.");
        var ended = 0;
        await foreach (var session in sessions.ByProviderAsync(known.Tenant, known.Id, cancellationToken))
        {
            if (!logout.Ends(session.ProviderSubject, session.ProviderSession)) continue;
            await revocation.EndAsync(session.Tenant, session.Agent, session.Id, CancellationToken.None);
            ended++;
        }

        // Last: what fell over before is said once more, and ends the rest.
        await spent.SpendAsync(known.Tenant, WordsOf(known), logout.Id, logout.MadeAt, CancellationToken.None);
        LogEnded(known.ToString(), ended);
        // With something in it: an empty 200 becomes a 204 in some servers, and the standard asks for 200.
        return Results.Text("signed out");
    }

    private static string WordsOf(SignInProvider provider) => $"logout/{provider.Id}";

    [LoggerMessage(LogLevel.Information, "{Provider} signed somebody out: {Sessions} sessions have ended")]
    private partial void LogEnded(string provider, int sessions);
}
