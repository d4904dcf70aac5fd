using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <param name="Name">Of the field.</param>
/// <param name="FileName">Null where it is no file.</param>
internal readonly record struct FormPart(string Name, string? FileName, string? ContentType, ReadOnlyMemory<byte> Content);

/// <summary>
/// Reads <c>multipart/form-data</c> (RFC 7578). The contents are the bytes as they are: a form has no transfer encoding, and a file in it that looks
/// like a mail must not be read as one.
/// </summary>
internal static class MultipartForm
{
    private const int MaxParts = 200;
    private const int MaxPartHeaderBytes = 16 * 1024;
    private const int MaxBoundaryLength = 200;

    /// <returns>Null when it is no such form, or has not its end.</returns>
    internal static IReadOnlyList<FormPart>? Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (contentType is null || !ContentType.TryParse(MailParsing.Options, contentType, out var type) || !type.IsMimeType("multipart", "form-data") || type.Boundary is not { Length: > 0 and <= MaxBoundaryLength } boundary)
        {
            return null;
        }

        var delimiter = System.Text.Encoding.UTF8.GetBytes("\r\n--" + boundary);
        // The first delimiter has no line before it.
        if (!body.Span.StartsWith(delimiter.AsSpan(2)))
        {
            return null;
        }

        var parts = new List<FormPart>();
        var rest = body[(delimiter.Length - 2)..];
        while (!rest.Span.StartsWith("--"u8))
        {
            if (!rest.Span.StartsWith("\r\n"u8) || rest.Span.IndexOf(delimiter) is not (>= 0 and var end) || parts.Count == MaxParts || Part(rest[2..Math.Max(2, end)]) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            rest = rest[(end + delimiter.Length)..];
        }

        return parts;
    }

    private static FormPart? Part(ReadOnlyMemory<byte> bytes)
    {
        var gap = bytes.Span[..Math.Min(bytes.Length, MaxPartHeaderBytes)].IndexOf("\r\n\r\n"u8);
        if (gap < 0)
        {
            return null;
        }

        var headers = MailParsing.Headers(bytes[..(gap + 4)]);
        return headers[HeaderId.ContentDisposition] is { } value
            && ContentDisposition.TryParse(MailParsing.Options, value, out var disposition)
            && disposition.Parameters["name"] is { Length: > 0 } name
            ? new FormPart(name, disposition.FileName, headers[HeaderId.ContentType], bytes[(gap + 4)..])
            : null;
    }
}
