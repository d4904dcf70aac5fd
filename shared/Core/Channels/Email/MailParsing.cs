using System.Runtime.InteropServices;
using System.Text;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>How mail is read: leniently as to form, as everybody's programs write it, and never deeper than a person nests it.</summary>
internal static class MailParsing
{
    static MailParsing()
    {
        // Before anything of the reader is touched: it asks the base library, which knows GBK and its like only when told, and remembers what it did not find.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Options = new ParserOptions
        {
            MaxMimeDepth = Limits.MaxDepth,
            AllowAddressesWithoutDomain = false,
            ParameterComplianceMode = RfcComplianceMode.Loose,
            Rfc2047ComplianceMode = RfcComplianceMode.Loose,
            AddressParserComplianceMode = RfcComplianceMode.Loose,
        };
    }

    internal static ParserOptions Options { get; }

    /// <summary>Of what comes before the empty line. The longest that mail programs and list servers write has some ten thousand.</summary>
    private const int MaxHeaderBytes = 256 * 1024;

    /// <returns>Null when there is not even a header, or nothing but one.</returns>
    internal static MimeMessage? Message(ReadOnlyMemory<byte> bytes)
    {
        // The reader holds a header a hundred times over while it takes it apart: a body is as large as a file, a header is not.
        if (bytes.Length > MaxHeaderBytes && !HasEmptyLine(bytes.Span[..MaxHeaderBytes]))
        {
            return null;
        }

        try
        {
            return MimeMessage.Load(Options, Stream(bytes), persistent: true);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            return null;
        }
    }

    /// <returns>Empty when they cannot be read.</returns>
    internal static HeaderList Headers(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return HeaderList.Load(Options, Stream(bytes));
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            return [];
        }
    }

    private static bool HasEmptyLine(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\n\n"u8) >= 0 || bytes.IndexOf("\n\r\n"u8) >= 0;

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
