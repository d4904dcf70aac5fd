using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Taobao;

/// <summary>
/// The signature of Taobao's open platform: names and values sorted by name and put together without anything between, then the body.
/// Upper-case hexadecimal.
/// </summary>
public static class TopSignature
{
    public const string Md5 = "md5";
    public const string HmacMd5 = "hmac";
    public const string HmacSha256 = "hmac-sha256";

    /// <param name="body">Of a call that carries one beside its parameters.</param>
    /// <returns>Null when there is no such method.</returns>
    public static string? Of(IEnumerable<KeyValuePair<string, string>> parameters, ReadOnlySpan<byte> body, string secret, string method) =>
        Digest(parameters, body, secret, method) is { } digest ? Convert.ToHexString(digest) : null;

    internal static byte[]? Digest(IEnumerable<KeyValuePair<string, string>> parameters, ReadOnlySpan<byte> body, string secret, string method)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parameters.Where(pair => pair.Key != "sign").OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

        var key = Encoding.UTF8.GetBytes(secret);
        byte[] content = [.. Encoding.UTF8.GetBytes(text.ToString()), .. body];
#pragma warning disable CA5351 // Which of them it is, the caller chooses, and the platform's default is MD5.
        return method switch
        {
            Md5 => MD5.HashData([.. key, .. content, .. key]),
            HmacMd5 => HMACMD5.HashData(key, content),
            HmacSha256 => HMACSHA256.HashData(key, content),
            _ => null,
        };
#pragma warning restore CA5351
    }
}
