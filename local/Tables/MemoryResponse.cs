using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace OmniFunctions.Local.Tables;

/// <summary>An answer that came over no connection of its own: the embedded store's, or one part of a transaction's.</summary>
internal sealed class MemoryResponse(int status, HttpHeader[] headers, byte[]? body) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => ((HttpStatusCode)status).ToString();

    public override Stream? ContentStream { get; set; } = body is null ? null : new MemoryStream(body);

    public override string ClientRequestId { get; set; } = string.Empty;

    /// <param name="status">200 with a body, 202 for a transaction, 204 for a write.</param>
    public static MemoryResponse Success(int status, ETag? etag = null) =>
        new(status, etag is { } version ? [new HttpHeader(HttpHeader.Names.ETag, version.ToString("H"))] : [], null);

    /// <param name="failedIndex">The refused action of a transaction; the service puts it before the sentence.</param>
    public static MemoryResponse Refused(TableRefusal refusal, int? failedIndex = null)
    {
        var message = failedIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $"{index}:{refusal.Message}") : refusal.Message;
        var error = new Dictionary<string, object>
        {
            ["odata.error"] = new { code = refusal.Code, message = new { lang = "en-US", value = message } },
        };
        return new MemoryResponse(refusal.Status, [], JsonSerializer.SerializeToUtf8Bytes(error));
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in headers)
        {
            if (!string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)) continue;
            value = header.Value;
            return true;
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;
}
