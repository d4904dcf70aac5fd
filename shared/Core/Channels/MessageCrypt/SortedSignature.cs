using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.MessageCrypt;

/// <summary>SHA-1 over strings sorted by their bytes and put together: what WeChat, WeCom, DingTalk and Weibo call a signature.</summary>
public static class SortedSignature
{
    /// <returns>Lower-case hex.</returns>
    public static string Of(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(Hash(parts));

    internal static bool Matches(string given, params ReadOnlySpan<string> parts)
    {
        Span<byte> bytes = stackalloc byte[SHA1.HashSizeInBytes];
        return given.Length == 2 * SHA1.HashSizeInBytes
            && Convert.FromHexString(given, bytes, out _, out _) == OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(bytes, Hash(parts));
    }

#pragma warning disable CA5350 // The platform's protocol is SHA-1; there is no other to choose.
    private static byte[] Hash(ReadOnlySpan<string> parts)
    {
        var sorted = parts.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(sorted)));
    }
#pragma warning restore CA5350
}
