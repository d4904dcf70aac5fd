using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OmniFunctions.Access;

/// <summary>
/// Judges the token by which a directory says that somebody signed out there, or was signed out (OpenID Connect Back-Channel Logout 1.0, section 2.6). It comes from no browser, and
/// whoever may send one here may sign people out: so nothing that was made for something else is taken for it.
/// </summary>
public static class LogoutToken
{
    /// <summary>The member of <c>events</c> that makes a token one of these.</summary>
    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <param name="keys">What the issuer publishes.</param>
    public static LogoutVerdict Judge(string token, IReadOnlyCollection<SecurityKey> keys, SignInProvider provider, DateTimeOffset now)
    {
        // Directories of before the standard's last draft write no end; ten minutes after it was made it is over in any case.
        var (read, why) = IdToken.Read(token, keys, provider, now, needsEnd: false);
        if (read is null) return new LogoutVerdict.Refused(why!.Value);
        // A nonce is what an ID token has: one that was caught on its way must sign nobody out.
        if (read.TryGetPayloadValue<object>("nonce", out _) || !SaysSo(read) || IdToken.Short(read, "jti") is not { } id) return new LogoutVerdict.Refused(IdTokenFault.NoLogout);
        var (sub, sid) = (IdToken.Short(read, "sub"), IdToken.Short(read, "sid"));
        return sub is null && sid is null ? new LogoutVerdict.Refused(IdTokenFault.NoSubject) : new LogoutVerdict.Believed(new Logout(id, sub, sid, read.IssuedAt));
    }

    private static bool SaysSo(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events)
        && events is { ValueKind: JsonValueKind.Object }
        && events.TryGetProperty(Event, out var said)
        && said.ValueKind is JsonValueKind.Object;
}

/// <summary>Somebody is to be signed out.</summary>
/// <param name="Id">Of this word of the directory's; it is taken once.</param>
/// <param name="Sub">Who; null where one session is named and nobody.</param>
/// <param name="Sid">Of which session at the directory; null for all of them.</param>
public sealed record Logout(string Id, string? Sub, string? Sid, DateTimeOffset MadeAt)
{
    /// <summary>Whether what somebody began under these names ends by it.</summary>
    public bool Ends(string? sub, string? sid) => (Sub is null || Sub == sub) && (Sid is null || Sid == sid);
}

/// <summary>What such a token is worth.</summary>
public abstract record LogoutVerdict
{
    private LogoutVerdict() { }

    public sealed record Believed(Logout Logout) : LogoutVerdict;

    public sealed record Refused(IdTokenFault Why) : LogoutVerdict;
}
