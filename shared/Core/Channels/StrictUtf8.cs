using System.Text;

namespace OmniFunctions.Channels;

/// <summary>UTF-8 that refuses what is not UTF-8, instead of putting a replacement character in a customer's mouth.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when the bytes are not UTF-8.</returns>
    internal static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
