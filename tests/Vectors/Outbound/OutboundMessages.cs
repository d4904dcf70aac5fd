using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Vectors;

/// <summary>
/// Vectors of whole requests: settings of an account and a message go in, and what the channel composes comes out as <c>method</c>, <c>url</c>,
/// <c>headers</c>, <c>content_type</c>, <c>body</c>, and <c>json</c> or <c>form</c>, whichever the body is.
/// </summary>
internal static class OutboundMessages
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static bool IsOne(OutboundVector vector) =>
        vector.Input.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object && ChannelCatalogue.Find(vector.Channel) is not null;

    public static JsonElement Compose(OutboundVector vector)
    {
        var account = Account(vector.Channel, vector.Has("settings") ? vector.Texts("settings") : []);
        return ChannelCatalogue.Find(vector.Channel)!.Compose(Message(vector.Input.GetProperty("message")), account, vector.Optional("access_token")) switch
        {
            HttpDelivery delivery => Described(delivery),
            ImpossibleDelivery { Reason: var reason } => JsonSerializer.SerializeToElement(new { refused = reason.ToString() }),
            PublishDelivery publish => JsonSerializer.SerializeToElement(new { topic = publish.Topic, body = Encoding.UTF8.GetString(publish.Payload.Span) }),
            PageDelivery page => JsonSerializer.SerializeToElement(new { visitor = page.Visitor }),
            var other => throw new InvalidOperationException($"Nothing is known of {other.GetType().Name}."),
        };
    }

    public static ChannelAccount Account(string channel, IReadOnlyDictionary<string, string> settings) => new(new AccountKey(new TenantId("vectors"), channel, "main"), settings);

    private static OutgoingMessage Message(JsonElement message) =>
        new(Text(message, "operation_id") ?? "operation", Text(message, "recipient") ?? throw new FormatException("message has no recipient"), Text(message, "conversation"), Content(message))
        {
            At = Time(message) ?? DateTimeOffset.UnixEpoch,
            SentSince = message.TryGetProperty("sent_since", out var sent) ? sent.GetInt32() : 0,
            Answers = message.TryGetProperty("answers", out var answers) ? Answered(answers) : null,
        };

    private static OutgoingContent Content(JsonElement message)
    {
        try
        {
            return message.TryGetProperty("content", out var content) ? content.Deserialize<OutgoingContent>(Options)!
                : new OutgoingContent.Text(Text(message, "text") ?? throw new FormatException("message has neither text nor content"));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException($"content cannot be read: {e.Message}", e);
        }
    }

    private static AnsweredItem Answered(JsonElement answers) => new(
        Text(answers, "message_id"),
        Text(answers, "event_id"),
        Time(answers) ?? DateTimeOffset.UnixEpoch,
        answers.TryGetProperty("details", out var details)
            ? details.EnumerateObject().ToDictionary(detail => detail.Name, detail => (Detail)(detail.Value.ValueKind == JsonValueKind.String ? detail.Value.GetString()! : detail.Value.GetRawText()))
            : []);

    /// <summary>Unix seconds.</summary>
    private static DateTimeOffset? Time(JsonElement element) => element.TryGetProperty("at", out var at) ? DateTimeOffset.FromUnixTimeSeconds(at.GetInt64()) : null;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Described(HttpDelivery delivery)
    {
        var made = new Dictionary<string, object?>
        {
            ["method"] = delivery.Method,
            ["url"] = delivery.Address.AbsoluteUri,
            ["headers"] = delivery.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value),
            ["content_type"] = delivery.ContentType,
            ["body"] = Encoding.UTF8.GetString(delivery.Body.Span),
        };
        if (delivery.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is true) made["json"] = JsonDocument.Parse(delivery.Body).RootElement;
        if (delivery.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) is true) made["form"] = Form(Encoding.UTF8.GetString(delivery.Body.Span));
        return JsonSerializer.SerializeToElement(made);
    }

    /// <summary>A name that stands several times has all of its values, as text lines.</summary>
    private static Dictionary<string, string> Form(string body) => body.Split('&')
        .Select(pair => pair.Split('=', 2))
        .GroupBy(pair => Decoded(pair[0]), pair => Decoded(pair.ElementAtOrDefault(1) ?? ""))
        .ToDictionary(field => field.Key, field => string.Join('\n', field), StringComparer.Ordinal);

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
