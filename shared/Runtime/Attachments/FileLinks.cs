using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>
/// Addresses at which a file can be fetched for a time by whoever has the address: a platform, or the customer's own page. The proof is an HMAC over tenant,
/// file and time under a key derived from the sealing key.
/// </summary>
public sealed class FileLinks(SealingKeys keys, IConfiguration configuration, TimeProvider time)
{
    /// <summary>Where this system is reached from outside; without it no platform can fetch anything.</summary>
    public const string PublicUrl = "Omni:PublicUrl";

    public static readonly TimeSpan ForPlatforms = TimeSpan.FromHours(1);
    public static readonly TimeSpan ForPages = TimeSpan.FromHours(12);
    private const string Purpose = "file links";
    private const int MaxProofLength = 64;

    /// <returns>Null where nobody outside can reach this system.</returns>
    public Uri? Outside(TenantId tenant, string file) =>
        configuration[PublicUrl] is { Length: > 0 } url && Uri.TryCreate(url.TrimEnd('/') + Path(tenant, file, ForPlatforms), UriKind.Absolute, out var address) ? address : null;

    /// <summary>From the root of this system on.</summary>
    public string Path(TenantId tenant, string file, TimeSpan validFor)
    {
        var until = time.GetUtcNow().Add(validFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"/files/{tenant.Value}/{file}?until={until}&proof={Proof(keys.Derive(Purpose)[0], tenant, file, until)}";
    }

    public bool IsGood(TenantId tenant, string file, string? until, string? proof) =>
        until is not null
        && proof is { Length: > 0 and <= MaxProofLength }
        && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > time.GetUtcNow().ToUnixTimeSeconds()
        && keys.Derive(Purpose).Any(key => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Proof(key, tenant, file, until)), Encoding.UTF8.GetBytes(proof)));

    private static string Proof(byte[] key, TenantId tenant, string file, string until) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{tenant.Value}\n{file}\n{until}")));
}
