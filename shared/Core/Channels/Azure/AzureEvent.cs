using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>One event, whichever of the two schemas it came in.</summary>
/// <param name="Source">The topic or the source.</param>
/// <param name="Data">Null where it is not JSON.</param>
/// <param name="Bytes">Null where it is JSON.</param>
internal sealed record AzureEvent(string Id, string Type, string? Source, string? Subject, DateTimeOffset? Time, JsonElement? Data, byte[]? Bytes)
{
    private const int MaxEvents = 1_000;
    private const int MaxTypeLength = 200;

    /// <param name="item">An item, or why there is none.</param>
    internal static Parsed ReadAll(WebhookRequest request, ReadOnlyMemory<byte> payload, Func<AzureEvent, (InboundItem? Item, ParseFault? Fault)> item)
    {
        if (IsBinary(request))
        {
            return OfHeaders(request, payload) is { } single
                ? item(single) switch
                {
                    ({ } only, _) => new Parsed.Items(only),
                    (_, { } unreadable) => new Parsed.Malformed(unreadable),
                    _ => new Parsed.Items(),
                }
                : new Parsed.Malformed(ParseFault.MissingField);
        }

        var (root, fault) = JsonReading.ReadObjectOrArray(payload);
        return fault is { } notJson
            ? new Parsed.Malformed(notJson)
            : ItemList.Read(root, MaxEvents, element => Of(element) is { } read ? item(read) : (null, ParseFault.MissingField));
    }

    /// <summary>The attributes in headers, the data as it is for a body (CloudEvents, HTTP binding, section 3.1).</summary>
    private static bool IsBinary(WebhookRequest request) =>
        request.Header("ce-type") is not null && request.Header("Content-Type")?.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) != true;

    private static AzureEvent? OfHeaders(WebhookRequest request, ReadOnlyMemory<byte> payload)
    {
        if (Attribute(request, "ce-id") is not { } id || Attribute(request, "ce-type") is not { } type)
        {
            return null;
        }

        var (data, bytes) = Content(payload, request.Header("Content-Type"));
        return new AzureEvent(id, type, Attribute(request, "ce-source"), Attribute(request, "ce-subject"), IsoTime.Read(Attribute(request, "ce-time")), data, bytes);
    }

    private static (JsonElement? Data, byte[]? Bytes) Content(ReadOnlyMemory<byte> payload, string? type)
    {
        if (type is null || type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            var (root, fault) = JsonReading.ReadObjectOrArray(payload);
            if (fault is null)
            {
                return (root, null);
            }
        }

        return (null, payload.ToArray());
    }

    private static AzureEvent? Of(JsonElement element)
    {
        var type = element.String("specversion") is null ? element.String("eventType") ?? element.String("type") : element.String("type");
        if (element.Id("id") is not { } id || type is not { Length: > 0 and <= MaxTypeLength })
        {
            return null;
        }

        return new AzureEvent(
            id,
            type,
            element.String("source") ?? element.String("topic"),
            element.String("subject"),
            IsoTime.Read(element.String("time") ?? element.String("eventTime")),
            element.Member("data"),
            element.String("data_base64") is { } base64 ? Decode(base64) : null);
    }

    /// <returns>Nothing that is no base64 is left out; the event itself is kept.</returns>
    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? bytes[..written] : null;
    }

    /// <summary>Header values are percent-encoded where they are not plain ASCII.</summary>
    private static string? Attribute(WebhookRequest request, string name)
    {
        if (request.Header(name) is not { Length: > 0 and <= 1_024 } value)
        {
            return null;
        }

        return value.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(value) : value;
    }

    /// <summary>Cut to what fits a key: addresses of Azure's resources are long.</summary>
    internal string Origin => (Subject is { Length: > 0 } ? Subject : Source) is { Length: > 0 } origin ? origin[..Math.Min(origin.Length, Limits.MaxIdLength)] : "azure";

    internal string? DataText => Bytes is null ? null : StrictUtf8.Decode(Bytes);

    internal static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    internal static JsonElement? Json(byte[] bytes)
    {
        var (root, fault) = JsonReading.ReadObjectOrArray(bytes);
        return fault is null ? root : null;
    }

    internal static byte[]? FromBase64(string text) => Decode(text);

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
