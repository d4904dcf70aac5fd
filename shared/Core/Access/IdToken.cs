using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OmniFunctions.Access;

/// <summary>
/// Judges the token by which a directory says who signed in (OpenID Connect Core 1.0, section 3.1.3.7): signed by a key that the issuer publishes, by that issuer, for us
/// alone, in time, and in answer to the very sign-in that was begun.
/// </summary>
public static class IdToken
{
    private const int MaxLength = 64 * 1024;
    private const int MaxSubjectLength = 255;
    private const int MaxNameLength = 64;
    private const int MaxGroups = 500;

    /// <summary>How far the issuer's clock and ours may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>A token that was made longer ago is no answer to what was begun just now, whatever its own end.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    /// <summary>With public keys alone: a shared secret that signs is a secret that forges, and <c>none</c> is nobody's signature.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    /// <param name="keys">What the issuer publishes.</param>
    /// <param name="nonce">Drawn when the sign-in was begun, and bound to the browser that began it.</param>
    public static IdTokenVerdict Judge(string token, IReadOnlyCollection<SecurityKey> keys, SignInProvider provider, string nonce, DateTimeOffset now)
    {
        var (read, why) = Read(token, keys, provider, now);
        if (read is null) return new IdTokenVerdict.Refused(why!.Value);
        return Fault(read, provider, nonce) is { } fault ? new IdTokenVerdict.Refused(fault) : new IdTokenVerdict.Believed(PersonOf(read, provider));
    }

    /// <summary>What every token of a directory must be: signed by a key that the issuer publishes, by that issuer, for us, and in time.</summary>
    internal static (JsonWebToken? Token, IdTokenFault? Fault) Read(string token, IReadOnlyCollection<SecurityKey> keys, SignInProvider provider, DateTimeOffset now, bool needsEnd = true)
    {
        if (KeyOf(token) is not { } key) return (null, IdTokenFault.Malformed);
        if (key.Length > 0 && keys.All(known => known.KeyId != key)) return (null, IdTokenFault.UnknownKey);
        var rules = new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            IssuerSigningKeys = keys,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = needsEnd,
            // The library would ask the machine's clock.
            LifetimeValidator = (from, until, _, _) => (until is { } end ? now.UtcDateTime < end + Skew : !needsEnd) && (from is not { } start || now.UtcDateTime > start - Skew),
        };
        // Nothing is fetched with these rules, so the task has ended when it is there.
        var result = Handler.ValidateTokenAsync(token, rules).GetAwaiter().GetResult();
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read) return (null, FaultOf(result.Exception));
        return IsMadeInTime(read, now) ? (read, null) : (null, IdTokenFault.OutOfTime);
    }

    /// <returns>The key that the token names, empty where it names none, as an issuer with one key may; null when it is no token.</returns>
    private static string? KeyOf(string token)
    {
        if (token.Length > MaxLength || !Handler.CanReadToken(token)) return null;
        try
        {
            return Handler.ReadJsonWebToken(token).Kid ?? "";
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return null;
        }
    }

    private static IdTokenFault FaultOf(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => IdTokenFault.WrongIssuer,
        SecurityTokenInvalidAudienceException => IdTokenFault.WrongAudience,
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException => IdTokenFault.OutOfTime,
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => IdTokenFault.WrongSignature,
        _ => IdTokenFault.Malformed,
    };

    private static bool IsMadeInTime(JsonWebToken token, DateTimeOffset now) =>
        token.IssuedAt != DateTime.MinValue && token.IssuedAt >= now.UtcDateTime - MaxAge - Skew && token.IssuedAt <= now.UtcDateTime + Skew;

    /// <summary>What the library leaves to its caller.</summary>
    private static IdTokenFault? Fault(JsonWebToken token, SignInProvider provider, string nonce)
    {
        // A token for several is ours only if we are the one it was made for (section 3.1.3.7, steps 4 and 5).
        var party = Text(token, "azp");
        if (party is null ? token.Audiences.Count() > 1 : party != provider.ClientId) return IdTokenFault.WrongAudience;
        if (Text(token, "nonce") is not { } said || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(nonce))) return IdTokenFault.WrongNonce;
        return Short(token, provider.SubjectClaim) is null ? IdTokenFault.NoSubject : null;
    }

    private static DirectoryPerson PersonOf(JsonWebToken token, SignInProvider provider) => new(
        Text(token, provider.SubjectClaim)!,
        IsMailVerified(token, provider) ? MailAddress.Read(Text(token, "email")) : null,
        Name(Text(token, "name")),
        Texts(token, provider.GroupsClaim),
        Texts(token, "amr"),
        Short(token, "sub"),
        Short(token, "sid"));

    /// <summary>The token's own word where it has one. Some providers write it as text.</summary>
    private static bool IsMailVerified(JsonWebToken token, SignInProvider provider) =>
        token.TryGetPayloadValue<object>("email_verified", out var said)
            ? said is true || (said is string text && bool.TryParse(text, out var isVerified) && isVerified)
            : provider.MailsAreVerified;

    /// <summary>Without what turns the direction of the text around it, or cannot be seen.</summary>
    private static string? Name(string? text)
    {
        var shown = text is null ? "" : new string([.. text.Where(c => char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format))]).Trim();
        return shown.Length switch { 0 => null, > MaxNameLength => shown[..MaxNameLength], _ => shown };
    }

    /// <summary>A claim that names somebody or something; null where it is missing or too long to be kept.</summary>
    internal static string? Short(JsonWebToken token, string claim) => Text(token, claim) is { Length: > 0 and <= MaxSubjectLength } text ? text : null;

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<object>(claim, out var value) ? value as string : null;

    /// <summary>Some write one value without the list.</summary>
    private static List<string> Texts(JsonWebToken token, string claim)
    {
        if (!token.TryGetPayloadValue<object>(claim, out var value)) return [];
        return value switch
        {
            string one => [one],
            JsonElement { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Take(MaxGroups).Select(item => item.GetString()!)],
            IEnumerable<object> list => [.. list.OfType<string>().Take(MaxGroups)],
            _ => [],
        };
    }
}

/// <summary>What a token is worth.</summary>
public abstract record IdTokenVerdict
{
    private IdTokenVerdict() { }

    public sealed record Believed(DirectoryPerson Person) : IdTokenVerdict;

    public sealed record Refused(IdTokenFault Why) : IdTokenVerdict;
}

/// <summary>For the log: the one who signs in is told that it did not work, whichever it was.</summary>
public enum IdTokenFault
{
    Malformed,
    WrongSignature,

    /// <summary>Signed by a key that is none of those known: the issuer may have a new one.</summary>
    UnknownKey,
    WrongIssuer,
    WrongAudience,
    OutOfTime,

    /// <summary>In answer to another sign-in than this one.</summary>
    WrongNonce,
    NoSubject,

    /// <summary>It does not say that somebody is to be signed out, or says of itself that it is for something else.</summary>
    NoLogout,
}
