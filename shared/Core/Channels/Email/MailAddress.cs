using System.Buffers;
using System.Text;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>Addresses of mail.</summary>
internal static class MailAddress
{
    /// <summary>RFC 5321: what fits between the brackets of a path.</summary>
    internal const int MaxLength = 254;

    private const int MaxHeaderLength = 64 * 1024;

    /// <summary>What would end an address, or the header it stands in.</summary>
    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create(" \t\r\n<>,;\0");

    /// <summary>One form for the same mailbox: no one who hands out mailboxes tells capital letters apart.</summary>
    internal static string Fold(string address) => address.Trim().ToLowerInvariant();

    /// <param name="header">A header's value, its encoded words decoded or not.</param>
    internal static IReadOnlyList<(string Address, string? Name)> Read(string? header)
    {
        if (header is null or { Length: 0 or > MaxHeaderLength } || !InternetAddressList.TryParse(MailParsing.Options, Encoding.UTF8.GetBytes(header), out var list))
        {
            return [];
        }

        return [.. list.Mailboxes.Select(mailbox => (Fold(mailbox.Address), MailText.Line(mailbox.Name))).Where(mailbox => IsOne(mailbox.Item1))];
    }

    internal static bool IsOne(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 && address.Length <= MaxLength && !address.AsSpan().ContainsAny(NotInAddresses);
    }

    internal static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    /// <returns>The address without what stands behind a plus sign, and that.</returns>
    internal static (string Address, string? Tag) SplitTag(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at ? (address[..plus] + address[at..], address[(plus + 1)..at]) : (address, null);
    }
}
