using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>Values of headers as they read.</summary>
internal static class MailHeaders
{
    /// <summary>Unfolded, its encoded words decoded; bytes that are none are GBK where they are no UTF-8, as old programs in China write them.</summary>
    internal static string? Text(this HeaderList headers, HeaderId id)
    {
        var index = headers.IndexOf(id);
        if (index < 0)
        {
            return null;
        }

        var header = headers[index];
        return StrictUtf8.Decode(header.RawValue) is not null ? header.Value : MailCharset.Guess(header.RawValue).ReplaceLineEndings("").Trim();
    }

    /// <summary>The addresses of all headers of that name, one after the other.</summary>
    internal static IEnumerable<(string Address, string? Name)> Addresses(this HeaderList headers, params IReadOnlyList<string> names) =>
        names.SelectMany(name => headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(header => MailAddress.Read(StrictUtf8.Decode(header.RawValue) ?? MailCharset.Guess(header.RawValue)));
}
