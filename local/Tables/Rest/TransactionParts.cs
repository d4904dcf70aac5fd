using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;

namespace OmniFunctions.Local.Tables;

/// <summary>Cuts the multipart answer to a transaction into the answers of its actions; a refused transaction has one part.</summary>
internal static class TransactionParts
{
    private const string StatusLine = "HTTP/1.1 ";

    public static List<Response> Read(Response response)
    {
        var parts = new List<Response>();
        var text = response.Content.ToString();
        for (var at = text.IndexOf(StatusLine, StringComparison.Ordinal); at >= 0;)
        {
            // The next part's boundary is a line of its own; values in JSON have their line ends escaped.
            var end = text.IndexOf("\n--", at, StringComparison.Ordinal);
            var part = end < 0 ? text[at..] : text[at..end];
            parts.Add(Part(part));
            at = end < 0 ? -1 : text.IndexOf(StatusLine, end, StringComparison.Ordinal);
        }

        return parts;
    }

    /// <summary>The service names the refused action before its sentence: <c>2:The specified entity already exists.</c></summary>
    public static int? FailedIndex(Response response)
    {
        var message = TableErrors.MessageOf(response);
        var colon = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    private static MemoryResponse Part(string part)
    {
        using var lines = new StringReader(part);
        var status = int.Parse(lines.ReadLine()!.AsSpan(StatusLine.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var headers = new List<HttpHeader>();
        for (var line = lines.ReadLine(); !string.IsNullOrEmpty(line); line = lines.ReadLine())
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers.Add(new HttpHeader(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        var body = lines.ReadToEnd().Trim();
        return new MemoryResponse(status, [.. headers], body.Length == 0 ? null : Encoding.UTF8.GetBytes(body));
    }
}
