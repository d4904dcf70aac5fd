using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.WebChat;

/// <summary>
/// Proves that a visitor of the tenant's page is the one they were on their first visit. The form:
/// <c>base64url(JSON {"v": visitor id, "exp": unix seconds})</c>, a dot, <c>base64url(HMAC-SHA256 over the first part's characters)</c>;
/// the key is the account's setting <see cref="KeySetting"/> as UTF-8, and account and tenant are under the MAC as well, so that
/// a token of one site says nothing on another with the same key.
/// </summary>
public static class VisitorToken
{
    public const string KeySetting = "visitor_key";

    /// <summary>Characters of a visitor's id: letters, digits, hyphens and underscores.</summary>
    public const int MaxVisitorLength = 64;

    private const int MaxTokenLength = 512;

    /// <exception cref="InvalidOperationException">The account has no visitor key.</exception>
    /// <exception cref="ArgumentException">The visitor's id is none.</exception>
    public static string Issue(ChannelAccount account, string visitor, DateTimeOffset expiresAt)
    {
        if (!IsVisitor(visitor))
        {
            throw new ArgumentException("A visitor's id has 1 to 64 letters, digits, hyphens and underscores.", nameof(visitor));
        }

        var key = account.Setting(KeySetting) ?? throw new InvalidOperationException($"{account.Key} has no {KeySetting}.");
        var claims = Base64Url.EncodeToString(JsonBody.Of(json =>
        {
            json.WriteString("v", visitor);
            json.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
        }).Span);
        return $"{claims}.{Base64Url.EncodeToString(Mac(account, key, claims))}";
    }

    /// <returns>The visitor's id; null when the token is not ours, not of this account, or over.</returns>
    public static string? Check(ChannelAccount account, string? token, DateTimeOffset now)
    {
        if (token is null || token.Length > MaxTokenLength || account.Setting(KeySetting) is not { } key)
        {
            return null;
        }

        var parts = token.Split('.');
        return parts.Length == 2 && Decode(parts[1]) is { } mac && CryptographicOperations.FixedTimeEquals(mac, Mac(account, key, parts[0]))
            ? Read(parts[0], now)
            : null;
    }

    private static string? Read(string claims, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(Decode(claims));
        return fault is null && root.Integer("exp") is { } expires && expires > now.ToUnixTimeSeconds() && root.String("v") is { } visitor && IsVisitor(visitor)
            ? visitor
            : null;
    }

    private static byte[] Mac(ChannelAccount account, string key, string claims) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{account.Key.Tenant}/{account.Key.Account}\n{claims}"));

    private static byte[]? Decode(string part) => Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;

    internal static bool IsVisitor(string visitor) =>
        visitor.Length is > 0 and <= MaxVisitorLength && visitor.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
