using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Azure;

/// <summary>How requests to Azure Communication Services are signed: HMAC-SHA256 over method, path, time, host and the body's digest.</summary>
public static class AcsSignature
{
    /// <returns>The headers, or null when the setting is no key.</returns>
    public static IReadOnlyDictionary<string, string>? Headers(string method, Uri address, DateTimeOffset at, ReadOnlySpan<byte> body, string accessKey)
    {
        var key = new byte[accessKey.Length];
        if (!Convert.TryFromBase64String(accessKey, key, out var length) || length == 0)
        {
            return null;
        }

        var (date, digest) = (Date(at), Digest(body));
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key.AsSpan(0, length), Encoding.UTF8.GetBytes(StringToSign(method, address, date, digest))));
        return new Dictionary<string, string>
        {
            ["x-ms-date"] = date,
            ["x-ms-content-sha256"] = digest,
            ["Authorization"] = $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}",
        };
    }

    /// <summary>What is signed, as the platform's own pages call it.</summary>
    public static string StringToSign(string method, Uri address, DateTimeOffset at, ReadOnlySpan<byte> body) => StringToSign(method, address, Date(at), Digest(body));

    private static string StringToSign(string method, Uri address, string date, string digest) => $"{method}\n{address.PathAndQuery}\n{date};{address.Authority};{digest}";

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    private static string Digest(ReadOnlySpan<byte> body) => Convert.ToBase64String(SHA256.HashData(body));
}
