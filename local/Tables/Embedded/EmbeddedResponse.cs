using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace OmniFunctions.Local.Tables;

/// <summary>An answer of the embedded store in the shape that the service's answers have.</summary>
internal sealed class EmbeddedResponse : Response
{
    private readonly string? etag;

    private EmbeddedResponse(int status, string? etag)
    {
        Status = status;
        this.etag = etag;
        ClientRequestId = string.Empty;
    }

    public override int Status { get; }

    public override string ReasonPhrase => ((System.Net.HttpStatusCode)Status).ToString();

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; }

    /// <param name="status">200 with a body, 202 for a transaction, 204 for a write.</param>
    public static EmbeddedResponse Success(int status, ETag? etag = null) => new(status, etag?.ToString("H"));

    /// <param name="failedIndex">The refused action of a transaction; the service puts it before the sentence.</param>
    public static EmbeddedResponse Refused(TableRefusal refusal, int? failedIndex = null)
    {
        var message = failedIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $"{index}:{refusal.Message}") : refusal.Message;
        var body = new Dictionary<string, object>
        {
            ["odata.error"] = new { code = refusal.Code, message = new { lang = "en-US", value = message } },
        };
        return new EmbeddedResponse(refusal.Status, null) { ContentStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body)) };
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = string.Equals(name, "ETag", StringComparison.OrdinalIgnoreCase) ? etag : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => etag is null ? [] : [new HttpHeader("ETag", etag)];
}
