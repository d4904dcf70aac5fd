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

    /// <returns>Null when there is not even a header.</returns>
    internal static MimeMessage? Message(ReadOnlyMemory<byte> bytes)
    {
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

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
