using System.Runtime.InteropServices;
using System.Text;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>Bytes of a mail as text, whatever charset they are in.</summary>
internal static class EmailText
{
    /// <summary>What would end a message id, or the header it stands in.</summary>
    internal static readonly System.Buffers.SearchValues<char> NotInIds = System.Buffers.SearchValues.Create("<>\r\n \t");

    private const int MaxNesting = 32;

    static EmailText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal static ParserOptions Options { get; } = new() { MaxMimeDepth = MaxNesting, MaxAddressGroupDepth = 3 };

    /// <summary>What the parser throws at something that is no mail is no exception here.</summary>
    internal static T? Parse<T>(Func<T> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    internal static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array) && array.Array is not null
        ? new MemoryStream(array.Array, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    internal static ReadOnlyMemory<byte> Bytes(MimePart part)
    {
        if (part.Content is null)
        {
            return default;
        }

        using var decoded = new MemoryStream();
        part.Content.DecodeTo(decoded);
        return decoded.ToArray();
    }

    /// <summary>In the charset it says, else as UTF-8, else as the Chinese that most old systems here write.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (charset is { Length: > 0 and <= 40 } && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && Find(charset) is { } named)
        {
            return named.GetString(bytes);
        }

        return StrictUtf8.Decode(bytes) ?? Find("gb18030")!.GetString(bytes);
    }

    private static Encoding? Find(string charset)
    {
        try
        {
            // The name is a sender's: gb2312 in a mail is what the later code page has more of.
            return Encoding.GetEncoding(charset.Trim() switch
            {
                var name when name.Equals("gb2312", StringComparison.OrdinalIgnoreCase) || name.Equals("gbk", StringComparison.OrdinalIgnoreCase) => "gb18030",
                var name => name,
            });
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
