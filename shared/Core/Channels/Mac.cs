using System.Buffers.Text;
using System.Security.Cryptography;

namespace OmniFunctions.Channels;

/// <summary>Compares what a platform gave as proof with what it must be, decoded to bytes and in a time that tells nothing of where they differ.</summary>
internal static class Mac
{
    /// <param name="given">Hexadecimal digits of either case.</param>
    internal static bool HexMatches(string given, ReadOnlySpan<byte> expected)
    {
        Span<byte> bytes = stackalloc byte[SHA512.HashSizeInBytes];
        return given.Length == expected.Length * 2
            && expected.Length <= bytes.Length
            && Convert.FromHexString(given, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(bytes[..written], expected);
    }

    internal static bool Base64Matches(string given, ReadOnlySpan<byte> expected)
    {
        Span<byte> bytes = stackalloc byte[SHA512.HashSizeInBytes];
        return Base64.GetMaxEncodedToUtf8Length(expected.Length) == given.Length
            && Convert.TryFromBase64String(given, bytes, out var written)
            && CryptographicOperations.FixedTimeEquals(bytes[..written], expected);
    }
}
