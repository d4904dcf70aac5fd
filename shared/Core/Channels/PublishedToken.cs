using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OmniFunctions.Channels;

/// <summary>
/// Judges a bearer token (RFC 7519) of a platform that publishes its keys: signed by one of them with RS256, for us, by whom we expect, in time.
/// </summary>
internal static class PublishedToken
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 16 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>The keys of one publication. It is read once for as long as its bytes are held by somebody.</summary>
    private static readonly ConditionalWeakTable<object, Publication> Publications = [];

    /// <summary>A key set as text, as a setting holds it.</summary>
    internal static Publication? KeysOf(string json) => Publications.TryGetValue(json, out var known) ? known : Remember(json, Read(Encoding.UTF8.GetBytes(json), root => root));

    /// <summary>A key set as it was fetched.</summary>
    internal static Publication? KeysOf(ReadOnlyMemory<byte> json) => MemoryMarshal.TryGetArray(json, out var bytes) && bytes.Array is { } array
        ? Publications.TryGetValue(array, out var known) ? known : Remember(array, Read(json, root => root))
        : Read(json, root => root);

    /// <summary>A key set inside of a document, as a setting holds it.</summary>
    internal static Publication? KeysIn(string json, string member) =>
        Publications.TryGetValue(json, out var known) ? known : Remember(json, Read(Encoding.UTF8.GetBytes(json), root => root.Object(member)));

    /// <returns>The token, or why it is not believed.</returns>
    internal static (JsonWebToken? Token, Rejection? Refused) Judge(string? authorization, Publication keys, string issuer, string audience, DateTimeOffset now)
    {
        if (authorization is not { Length: > 0 } || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Rejection.SignatureMissing);
        }

        if (authorization.Length > MaxLength)
        {
            return (null, Rejection.SignatureMismatch);
        }

        var rules = new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IssuerSigningKeys = keys.Keys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // Only the key that the token names.
            TryAllIssuerSigningKeys = false,
            // The library would ask the machine's clock.
            LifetimeValidator = (from, until, _, _) => until is { } end && now.UtcDateTime < end + Skew && (from is not { } start || now.UtcDateTime > start - Skew),
        };
        // Nothing is fetched with these rules, so the task has ended when it is there.
        var result = Handler.ValidateTokenAsync(authorization[Scheme.Length..].Trim(), rules).GetAwaiter().GetResult();
        return result.IsValid && result.SecurityToken is JsonWebToken token
            ? (token, null)
            : (null, result.Exception switch
            {
                SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException => Rejection.OutsideReplayWindow,
                SecurityTokenInvalidAudienceException => Rejection.WrongReceiver,
                _ => Rejection.SignatureMismatch,
            });
    }

    private static Publication? Remember(object source, Publication? read)
    {
        if (read is not null)
        {
            Publications.AddOrUpdate(source, read);
        }

        return read;
    }

    private static Publication? Read(ReadOnlyMemory<byte> json, Func<System.Text.Json.JsonElement, System.Text.Json.JsonElement?> find)
    {
        var (root, fault) = JsonReading.ReadObject(json);
        if (fault is not null || find(root) is not { } set)
        {
            return null;
        }

        var keys = new List<SecurityKey>();
        var endorsements = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var key in set.Array("keys"))
        {
            if (key.Id("kid") is not { } id || key.String("kty") != "RSA" || key.String("n") is null || key.String("e") is null)
            {
                continue;
            }

            try
            {
                keys.Add(new JsonWebKey(key.GetRawText()));
            }
            catch (ArgumentException)
            {
                continue;
            }

            endorsements[id] = [.. key.Array("endorsements").Where(name => name.ValueKind == System.Text.Json.JsonValueKind.String).Select(name => name.GetString()!)];
        }

        return new Publication(keys, endorsements);
    }

    /// <param name="Endorsements">By the key's id: the platform's channels that it may sign for; empty = any.</param>
    internal sealed record Publication(IReadOnlyList<SecurityKey> Keys, IReadOnlyDictionary<string, IReadOnlyList<string>> Endorsements);
}
