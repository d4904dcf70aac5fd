using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OmniFunctions.Access;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Runtime.SignIn;

/// <summary>Exchanges the code that a browser brought for the token that says who sits before it (RFC 6749, section 4.1.3, with the proof key of RFC 7636).</summary>
public sealed class TokenEndpoint(EgressClient egress, ILogger<TokenEndpoint> logger)
{
    private const string InBody = "client_secret_post";

    /// <param name="redirect">Where the browser came back to, exactly as it was sent there.</param>
    public async Task<TokenExchange> ExchangeAsync(
        SignInProvider provider, OpenIdConnectConfiguration metadata, string code, string verifier, Uri redirect, CancellationToken cancellation)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect.AbsoluteUri,
            ["client_id"] = provider.ClientId,
            ["code_verifier"] = verifier,
        };
        var headers = new Dictionary<string, string>();
        if (provider.ClientSecret is { } secret)
        {
            // Every provider must know the header (RFC 6749, section 2.3.1); where it says that it takes the body, that is what most are used with.
            if (metadata.TokenEndpointAuthMethodsSupported.Contains(InBody)) form["client_secret"] = secret;
            else headers["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(provider.ClientId)}:{WebUtility.UrlEncode(secret)}"));
        }

        var body = string.Join('&', form.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        var request = new HttpDelivery("POST", new Uri(metadata.TokenEndpoint), "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(body)) { Headers = headers };
        return await egress.SendAsync(request, ProviderMetadata.CallerOf(provider), cancellation) switch
        {
            EgressResult.Answered { Response: { Status: 200 } response } => IdTokenOf(response.Body) is { } token ? new TokenExchange.Given(token) : new TokenExchange.Refused(),
            EgressResult.Answered { Response.Status: >= 500 } => new TokenExchange.Away(),
            EgressResult.Answered { Response: var response } => Refused(provider, response),
            EgressResult.Unknown or EgressResult.NotSent or EgressResult.TooLarge or EgressResult.Forbidden => new TokenExchange.Away(),
            var result => throw new InvalidOperationException($"What is a {result.GetType().Name}?"),
        };
    }

    /// <summary>The provider's code says what is wrong with our settings; it is one word of a list, and its description is not ours to keep.</summary>
    private TokenExchange.Refused Refused(SignInProvider provider, DeliveryResponse response)
    {
        var said = Member(response.Body, "error") is { Length: <= 64 } error && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? error : "nothing readable";
        logger.LogWarning("The sign-in provider {Provider} gives no token for a code: {Status}, {Error}", provider.ToString(), response.Status, said);
        return new TokenExchange.Refused();
    }

    private static string? IdTokenOf(ReadOnlyMemory<byte> json) => Member(json, "id_token") is { Length: > 0 } token ? token : null;

    private static string? Member(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What became of a code.</summary>
public abstract record TokenExchange
{
    private TokenExchange() { }

    /// <param name="IdToken">Not judged yet.</param>
    public sealed record Given(string IdToken) : TokenExchange
    {
        public override string ToString() => nameof(Given);
    }

    /// <summary>The code is none, was used, or is another's; or the provider does not know us.</summary>
    public sealed record Refused : TokenExchange;

    public sealed record Away : TokenExchange;
}
