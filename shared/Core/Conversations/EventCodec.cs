using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OmniFunctions.Json;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>
/// Events as they are stored: a type name and UTF-8 JSON. Stored events are read for years, so a name or member once written stays;
/// golden files hold it.
/// </summary>
public static class EventCodec
{
    /// <summary>The stable name of an event's type, as <c>customerMessage</c>.</summary>
    public static string TypeOf(ConversationEvent e) => e switch
    {
        Opened => "opened",
        CustomerMessage => "customerMessage",
        Queued => "queued",
        Offered => "offered",
        OfferMissed => "offerMissed",
        OfferDeclined => "offerDeclined",
        Accepted => "accepted",
        Reply => "reply",
        DeliveryRecorded => "deliveryRecorded",
        FirstResponseBreached => "firstResponseBreached",
        Closed => "closed",
        Reopened => "reopened",
        Ended => "ended",
        _ => throw new InvalidOperationException($"{e.GetType().Name} has no stored name."),
    };

    public static byte[] Write(ConversationEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, Shape(TypeOf(e)));

    /// <exception cref="UnknownEventTypeException">A later build wrote it, or the log is damaged.</exception>
    /// <exception cref="JsonException">The JSON is not that of the type.</exception>
    public static ConversationEvent Read(string type, ReadOnlySpan<byte> json) =>
        (ConversationEvent)(JsonSerializer.Deserialize(json, Shape(type)) ?? throw new JsonException($"A stored '{type}' is null."));

    private static JsonTypeInfo Shape(string type) => type switch
    {
        "opened" => CoreJson.Instance.Opened,
        "customerMessage" => CoreJson.Instance.CustomerMessage,
        "queued" => CoreJson.Instance.Queued,
        "offered" => CoreJson.Instance.OfferedEvent,
        "offerMissed" => CoreJson.Instance.OfferMissed,
        "offerDeclined" => CoreJson.Instance.OfferDeclined,
        "accepted" => CoreJson.Instance.Accepted,
        "reply" => CoreJson.Instance.Reply,
        "deliveryRecorded" => CoreJson.Instance.DeliveryRecorded,
        "firstResponseBreached" => CoreJson.Instance.FirstResponseBreached,
        "closed" => CoreJson.Instance.ClosedEvent,
        "reopened" => CoreJson.Instance.Reopened,
        "ended" => CoreJson.Instance.EndedEvent,
        _ => throw new UnknownEventTypeException(type),
    };
}
