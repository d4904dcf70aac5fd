using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OmniFunctions.Access;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Runtime.SignIn;

/// <summary>
/// What providers publish of themselves (OpenID Connect Discovery 1.0): where one signs in, and the keys they sign with. It is looked at anew twice a day, and when a token was signed
/// by a key that is none of them; while a provider cannot be reached, what it said before goes on.
/// </summary>
public sealed class ProviderMetadata(EgressClient egress, TimeProvider time, ILogger<ProviderMetadata> logger)
{
    private const string WellKnown = "/.well-known/openid-configuration";

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>Who is not there is not asked again for so long, however many want to sign in.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<SignInProvider, Slot> slots = new();

    /// <param name="olderThan">What is known is not enough, if it is as old: a token was signed by another key. Where anybody may bring tokens, nobody makes us ask all the time.</param>
    /// <returns>Null when nothing is known of it, and it cannot be reached.</returns>
    public async Task<OpenIdConnectConfiguration?> FindAsync(SignInProvider provider, TimeSpan? olderThan = null, CancellationToken cancellation = default)
    {
        var slot = slots.GetOrAdd(provider, _ => new Slot());
        await slot.Gate.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            var isDue = slot.Held is null || now - slot.FetchedAt >= olderThan || now - slot.FetchedAt >= Fresh;
            if (isDue && (now - slot.FailedAt >= Patience || slot.FailedAt > now) && await FetchAsync(provider, cancellation) is var fetched)
            {
                if (fetched is null) slot.FailedAt = now;
                else (slot.Held, slot.FetchedAt) = (fetched, now);
            }

            return slot.Held;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>The account in whose name the provider is called: its own machine may be this one in a test, and then its addresses need no TLS.</summary>
    internal static ChannelAccount CallerOf(SignInProvider provider) => new(
        new AccountKey(provider.Tenant, "sign-in", provider.Id), new Dictionary<string, string> { ["api_base"] = provider.Issuer });

    /// <summary>Whether people may be sent there: nobody types a password into a page that others can read along.</summary>
    public static bool IsSafe(string? address, SignInProvider provider) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && new Uri(provider.Issuer).IsLoopback));

    private async Task<OpenIdConnectConfiguration?> FetchAsync(SignInProvider provider, CancellationToken cancellation)
    {
        try
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(provider.Issuer.TrimEnd('/') + WellKnown, new Documents(egress, provider), cancellation);
            // Whoever answers for another issuer could have its people sign in at one and be believed at the other (Discovery, section 4.3).
            if (found.Issuer != provider.Issuer) throw new InvalidOperationException("It names another issuer.");
            if (!IsSafe(found.AuthorizationEndpoint, provider) || !IsSafe(found.TokenEndpoint, provider)) throw new InvalidOperationException("Its addresses are none that may be used.");
            return found;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            logger.LogError("What the sign-in provider {Provider} publishes cannot be had ({Why}); what it said before goes on", provider.ToString(), e.Message);
            return null;
        }
    }

    /// <summary>Documents over the one way out.</summary>
    private sealed class Documents(EgressClient egress, SignInProvider provider) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && await egress.SendAsync(new HttpDelivery("GET", uri, null, default), CallerOf(provider), cancel) is EgressResult.Answered { Response: { Status: 200 } response }
                ? Encoding.UTF8.GetString(response.Body.Span)
                : throw new IOException("A document did not come.");
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public OpenIdConnectConfiguration? Held { get; set; }

        public DateTimeOffset FetchedAt { get; set; }

        public DateTimeOffset FailedAt { get; set; }
    }
}
