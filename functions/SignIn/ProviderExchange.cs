using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.SignIn;

namespace OmniFunctions.SignIn;

/// <summary>The conversation with a directory about who sits before a browser: where it is to go, and what it brings back is worth.</summary>
public sealed partial class ProviderExchange(SignInProviders providers, SignInFlows flows, ProviderMetadata metadata, TokenEndpoint tokens, TimeProvider time, ILogger<ProviderExchange> logger)
{
    private const int MaxCodeLength = 4_096;
    private const int MaxStateLength = 200;

    /// <summary>Anybody may bring a token that nobody signed.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(1);

    /// <returns>Where the browser is to go; null when the provider cannot be reached.</returns>
    public async Task<string?> BeginAsync(HttpResponse response, SignInProvider provider, CancellationToken cancellationToken) =>
        await metadata.FindAsync(provider, cancellation: cancellationToken) is { } said ? AddressOf(provider, said, flows.Begin(response, provider)) : null;

    /// <returns>Who it is; or why nobody is believed to be anybody.</returns>
    public async Task<(DirectoryPerson? Person, SignInRefusal? Refused)> FinishAsync(HttpRequest request, SignInProvider provider, CancellationToken cancellationToken)
    {
        var (state, code) = (Query.Text(request, "state"), Query.Text(request, "code"));
        if (state is { Length: > MaxStateLength } || flows.Take(request.HttpContext, provider, state) is not { } flow) return (null, SignInRefusal.NotBegun);
        if (await metadata.FindAsync(provider, cancellation: cancellationToken) is not { } said) return (null, SignInRefusal.ProviderAway);
        // Who answers for another provider is not asked what its code is worth (RFC 9207).
        if (Query.Text(request, "iss") is { } issuer ? issuer != provider.Issuer : said.AuthorizationResponseIssParameterSupported) return (null, SignInRefusal.NotBelieved);
        if (Query.Text(request, "error") is not null) return (null, SignInRefusal.SaidNo);
        if (code is not { Length: <= MaxCodeLength }) return (null, SignInRefusal.NotBelieved);

        switch (await tokens.ExchangeAsync(provider, said, code, flow.Verifier, providers.ReturnOf(provider), cancellationToken))
        {
            case TokenExchange.Given given:
                var verdict = IdToken.Judge(given.IdToken, [.. said.SigningKeys], provider, flow.Nonce, time.GetUtcNow());
                // The provider may have a new key since it was looked at.
                if (verdict is IdTokenVerdict.Refused { Why: IdTokenFault.UnknownKey } && await metadata.FindAsync(provider, olderThan: TimeSpan.Zero, cancellationToken) is { } anew)
                    verdict = IdToken.Judge(given.IdToken, [.. anew.SigningKeys], provider, flow.Nonce, time.GetUtcNow());
                if (verdict is IdTokenVerdict.Believed believed) return (believed.Person, null);
                LogNotBelieved(provider.ToString(), ((IdTokenVerdict.Refused)verdict).Why);
                return (null, SignInRefusal.NotBelieved);
            case TokenExchange.Refused:
                return (null, SignInRefusal.NotBelieved);
            case TokenExchange.Away:
                return (null, SignInRefusal.ProviderAway);
            default:
                throw new InvalidOperationException("This exchange is not known.");
        }
    }

    /// <returns>Who is to be signed out; or why a token is not believed, null of both where the provider's keys cannot be had.</returns>
    public async Task<(Logout? Logout, IdTokenFault? Refused)> JudgeLogoutAsync(SignInProvider provider, string token, CancellationToken cancellationToken)
    {
        if (await metadata.FindAsync(provider, cancellation: cancellationToken) is not { } said) return (null, null);
        var verdict = LogoutToken.Judge(token, [.. said.SigningKeys], provider, time.GetUtcNow());
        if (verdict is LogoutVerdict.Refused { Why: IdTokenFault.UnknownKey } && await metadata.FindAsync(provider, RenewEvery, cancellationToken) is { } anew)
            verdict = LogoutToken.Judge(token, [.. anew.SigningKeys], provider, time.GetUtcNow());
        if (verdict is LogoutVerdict.Believed { Logout: var logout }) return (logout, null);
        LogNotBelieved(provider.ToString(), ((LogoutVerdict.Refused)verdict).Why);
        return (null, ((LogoutVerdict.Refused)verdict).Why);
    }

    /// <summary>Where one signs out of the provider as well; null where that is not wanted, or where it has no such place.</summary>
    public async Task<string?> SignOutAddressAsync(SignInProvider provider, CancellationToken cancellationToken)
    {
        if (!provider.SignsOutThere || (await metadata.FindAsync(provider, cancellation: cancellationToken))?.EndSessionEndpoint is not { Length: > 0 } place) return null;
        var desk = new Uri(providers.Public, ProviderFunctions.Desk).AbsoluteUri;
        return ProviderMetadata.IsSafe(place, provider) ? With(place, ("client_id", provider.ClientId), ("post_logout_redirect_uri", desk)) : null;
    }

    private string AddressOf(SignInProvider provider, OpenIdConnectConfiguration said, SignInFlow flow) => With(
        said.AuthorizationEndpoint,
        ("response_type", "code"),
        ("client_id", provider.ClientId),
        ("redirect_uri", providers.ReturnOf(provider).AbsoluteUri),
        ("scope", string.Join(' ', provider.Scopes.Prepend("openid").Distinct())),
        ("state", flow.State),
        ("nonce", flow.Nonce),
        ("code_challenge", ProofKey.ChallengeOf(flow.Verifier)),
        ("code_challenge_method", ProofKey.Method));

    /// <summary>An endpoint may have a query of its own, which stays (RFC 6749, section 3.1).</summary>
    private static string With(string address, params ReadOnlySpan<(string Name, string Value)> query)
    {
        var text = new System.Text.StringBuilder(address);
        var mark = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in query)
        {
            text.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        return text.ToString();
    }

    [LoggerMessage(LogLevel.Warning, "A token of the sign-in provider {Provider} is not believed: {Fault}")]
    private partial void LogNotBelieved(string provider, IdTokenFault fault);
}
