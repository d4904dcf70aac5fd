using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.WebChat;

/// <summary>
/// The word of a shop's own server that whoever is on its page is its user so-and-so: HMAC-SHA256, in hexadecimal, over <see cref="CanonicalText"/>. The key is the
/// account's setting <see cref="SecretSetting"/> as UTF-8, which never leaves the two servers, so that a page, and whoever guesses a user's id, can sign nothing.
/// </summary>
public static class IdentityProof
{
    public const string SecretSetting = "identity_secret";

    /// <summary>The secret from before, good beside the new one for as long as it is set: so the secret changes and nobody is turned away.</summary>
    public const string FormerSecretSetting = "identity_secret_before";

    /// <summary>Characters of a user's id.</summary>
    public const int MaxUserLength = 64;

    /// <summary>A proof lies in a page: one that was copied is over soon.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(24);

    private const string Version = "omnifunctions-visitor-v1";

    /// <summary>Begins the visitor's id of a user whose own id is one of a visitor as well; no guest's id has a hyphen.</summary>
    private const string UserMark = "u-";

    /// <summary>Begins that of any other user: a digest follows.</summary>
    private const string DigestMark = "h-";

    private const int DigestBytes = 24;

    /// <summary>Four lines with line feeds between them: the version of this form, tenant and account, the user's id, and when it is over in Unix seconds.</summary>
    /// <exception cref="ArgumentException">A user's id has 1 to 64 characters, and no control character: it would be read as another line.</exception>
    public static string CanonicalText(AccountKey account, string user, long expiresAt) => IsUser(user)
        ? string.Create(CultureInfo.InvariantCulture, $"{Version}\n{account.Tenant}/{account.Account}\n{user}\n{expiresAt}")
        : throw new ArgumentException("A user's id has 1 to 64 characters, none of them a control character.", nameof(user));

    /// <exception cref="InvalidOperationException">The account has no secret.</exception>
    public static string Sign(ChannelAccount account, string user, DateTimeOffset expiresAt)
    {
        var secret = account.Setting(SecretSetting) ?? throw new InvalidOperationException($"{account.Key} has no {SecretSetting}.");
        return Convert.ToHexStringLower(Mac(secret, CanonicalText(account.Key, user, expiresAt.ToUnixTimeSeconds())));
    }

    /// <returns>Null when it is proved.</returns>
    public static IdentityRefusal? Refuse(ChannelAccount account, string? user, long? expiresAt, string? signature, DateTimeOffset now)
    {
        string[] secrets = [.. new[] { account.Setting(SecretSetting), account.Setting(FormerSecretSetting) }.OfType<string>()];
        if (secrets.Length == 0)
        {
            return IdentityRefusal.NotConfigured;
        }

        if (user is null || !IsUser(user) || expiresAt is not { } expires || signature is not { Length: 2 * HMACSHA256.HashSizeInBytes } || !signature.All(char.IsAsciiHexDigit))
        {
            return IdentityRefusal.Incomplete;
        }

        var proof = Convert.FromHexString(signature);
        var text = CanonicalText(account.Key, user, expires);
        if (!secrets.Any(secret => CryptographicOperations.FixedTimeEquals(proof, Mac(secret, text))))
        {
            return IdentityRefusal.NotSigned;
        }

        var left = expires - now.ToUnixTimeSeconds();
        return left <= 0 ? IdentityRefusal.Expired : left > MaxLifetime.TotalSeconds ? IdentityRefusal.TooLong : null;
    }

    /// <summary>The visitor that a user is: on whatever device, the same one. That it can be guessed helps nobody; a token for it is made for a proof only.</summary>
    public static string VisitorOf(string user)
    {
        var plain = UserMark + user;
        return plain.Length <= VisitorToken.MaxVisitorLength && VisitorToken.IsVisitor(user)
            ? plain
            : DigestMark + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(user)).AsSpan(0, DigestBytes));
    }

    /// <summary>The visitor is a user of the shop's, as the shop itself has said.</summary>
    public static bool IsProved(string visitor) => visitor.StartsWith(UserMark, StringComparison.Ordinal) || visitor.StartsWith(DigestMark, StringComparison.Ordinal);

    private static bool IsUser(string user) => user.Length is > 0 and <= MaxUserLength && !user.Any(char.IsControl) && !string.IsNullOrWhiteSpace(user);

    private static byte[] Mac(string secret, string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
}

/// <summary>Why nobody believes who a visitor is said to be. For whoever builds the shop's server; a visitor who tries ids learns nothing from it.</summary>
public enum IdentityRefusal
{
    /// <summary>The account has no secret to sign with.</summary>
    NotConfigured,

    /// <summary>The user's id, the time or the signature is missing or of another form.</summary>
    Incomplete,

    /// <summary>Not signed with this account's secret.</summary>
    NotSigned,
    Expired,

    /// <summary>It would be good for longer than <see cref="IdentityProof.MaxLifetime"/>.</summary>
    TooLong,
}
