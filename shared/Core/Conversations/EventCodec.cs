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
        PersonFactsChanged => "personFactsChanged",
        Routed => "routed",
        BotSeated => "botSeated",
        BotAnswered => "botAnswered",
        Announced => "announced",
        AssessmentAsked => "assessmentAsked",
        Assessed => "assessed",
        ClocksChanged => "clocksChanged",
        Escalated => "escalated",
        SilenceMarked => "silenceMarked",
        Claimed => "claimed",
        TakenOver => "takenOver",
        Transferred => "transferred",
        ConsultStarted => "consultStarted",
        ConsultEnded => "consultEnded",
        ParticipantJoined => "participantJoined",
        ParticipantLeft => "participantLeft",
        CustomerAwaited => "customerAwaited",
        Resumed => "resumed",
        Snoozed => "snoozed",
        Woken => "woken",
        WrapUpBegan => "wrapUpBegan",
        NoteAdded => "noteAdded",
        Whispered => "whispered",
        Recalled => "recalled",
        Labelled => "labelled",
        PrioritySet => "prioritySet",
        TopicSet => "topicSet",
        DispositionSet => "dispositionSet",
        MessageScheduled => "messageScheduled",
        ScheduledCancelled => "scheduledCancelled",
        ScheduledMissed => "scheduledMissed",
        PersonAsked => "personAsked",
        PersonReached => "personReached",
        CallbackAgreed => "callbackAgreed",
        CallbackFellDue => "callbackFellDue",
        CallbackAttempted => "callbackAttempted",
        CallbackCancelled => "callbackCancelled",
        CallbackFailed => "callbackFailed",
        RatingAsked => "ratingAsked",
        Rated => "rated",
        MergedInto => "mergedInto",
        Joined => "joined",
        Unmerged => "unmerged",
        SplitOff => "splitOff",
        TakenBack => "takenBack",
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
        "personFactsChanged" => CoreJson.Instance.PersonFactsChanged,
        "routed" => CoreJson.Instance.Routed,
        "botSeated" => CoreJson.Instance.BotSeated,
        "botAnswered" => CoreJson.Instance.BotAnswered,
        "announced" => CoreJson.Instance.Announced,
        "assessmentAsked" => CoreJson.Instance.AssessmentAsked,
        "assessed" => CoreJson.Instance.Assessed,
        "clocksChanged" => CoreJson.Instance.ClocksChanged,
        "escalated" => CoreJson.Instance.Escalated,
        "silenceMarked" => CoreJson.Instance.SilenceMarked,
        "claimed" => CoreJson.Instance.Claimed,
        "takenOver" => CoreJson.Instance.TakenOver,
        "transferred" => CoreJson.Instance.Transferred,
        "consultStarted" => CoreJson.Instance.ConsultStarted,
        "consultEnded" => CoreJson.Instance.ConsultEnded,
        "participantJoined" => CoreJson.Instance.ParticipantJoined,
        "participantLeft" => CoreJson.Instance.ParticipantLeft,
        "customerAwaited" => CoreJson.Instance.CustomerAwaited,
        "resumed" => CoreJson.Instance.Resumed,
        "snoozed" => CoreJson.Instance.SnoozedEvent,
        "woken" => CoreJson.Instance.Woken,
        "wrapUpBegan" => CoreJson.Instance.WrapUpBegan,
        "noteAdded" => CoreJson.Instance.NoteAdded,
        "whispered" => CoreJson.Instance.Whispered,
        "recalled" => CoreJson.Instance.Recalled,
        "labelled" => CoreJson.Instance.Labelled,
        "prioritySet" => CoreJson.Instance.PrioritySet,
        "topicSet" => CoreJson.Instance.TopicSet,
        "dispositionSet" => CoreJson.Instance.DispositionSet,
        "messageScheduled" => CoreJson.Instance.MessageScheduled,
        "scheduledCancelled" => CoreJson.Instance.ScheduledCancelled,
        "scheduledMissed" => CoreJson.Instance.ScheduledMissed,
        "personAsked" => CoreJson.Instance.PersonAsked,
        "personReached" => CoreJson.Instance.PersonReached,
        "callbackAgreed" => CoreJson.Instance.CallbackAgreed,
        "callbackFellDue" => CoreJson.Instance.CallbackFellDue,
        "callbackAttempted" => CoreJson.Instance.CallbackAttempted,
        "callbackCancelled" => CoreJson.Instance.CallbackCancelled,
        "callbackFailed" => CoreJson.Instance.CallbackFailed,
        "ratingAsked" => CoreJson.Instance.RatingAsked,
        "rated" => CoreJson.Instance.Rated,
        "mergedInto" => CoreJson.Instance.MergedInto,
        "joined" => CoreJson.Instance.Joined,
        "unmerged" => CoreJson.Instance.Unmerged,
        "splitOff" => CoreJson.Instance.SplitOff,
        "takenBack" => CoreJson.Instance.TakenBack,
        _ => throw new UnknownEventTypeException(type),
    };
}
