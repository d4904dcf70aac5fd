using System.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>Decodes bytes under the name of a charset, which is often missing, and often wrong.</summary>
internal static class MailCharset
{
    /// <summary>Of one text. What is longer goes along whole, as a file.</summary>
    internal const int MaxBytes = 1024 * 1024;

    private const int MaxNameLength = 40;

    private static readonly Encoding Gb18030 = Of("gb18030")!;
    private static readonly Encoding StrictGb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
    private static readonly Encoding Windows1252 = Of("windows-1252")!;

    /// <summary>No more than <see cref="MaxBytes"/> of them.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        var name = charset?.Trim().Trim('"').ToLowerInvariant();
        return name switch
        {
            null or "" or "utf-8" or "utf8" or "us-ascii" or "ascii" or "unknown-8bit" or "default" => Guess(bytes),
            // Windows writes GBK under the name of its smaller ancestor; GB18030 has them both in it.
            "gb2312" or "gbk" or "gb18030" or "x-gbk" or "cp936" or "ms936" or "euc-cn" => Gb18030.GetString(Start(bytes)),
            // As browsers do (WHATWG Encoding): the difference are quotes and dashes, which Windows programs write.
            "iso-8859-1" or "latin1" => Windows1252.GetString(Start(bytes)),
            { Length: <= MaxNameLength } when Of(name) is { } encoding => encoding.GetString(Start(bytes)),
            _ => Guess(bytes),
        };
    }

    /// <summary>UTF-8 hardly ever is by accident, and what is Chinese and is not is GBK.</summary>
    internal static string Guess(ReadOnlySpan<byte> bytes)
    {
        var start = Start(bytes);
        var whole = start;
        // A cut may go through a character.
        for (var back = 0; back < 3 && start.Length < bytes.Length && !whole.IsEmpty && (bytes[whole.Length] & 0xC0) == 0x80; back++)
        {
            whole = whole[..^1];
        }

        return StrictUtf8.Decode(whole) ?? Strictly(StrictGb18030, start) ?? Windows1252.GetString(start);
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> bytes) => bytes.Length <= MaxBytes ? bytes : bytes[..MaxBytes];

    private static string? Strictly(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding? Of(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
