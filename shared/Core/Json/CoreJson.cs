using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Insights;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Json;

/// <summary>
/// How Core's records are written: camel case, enums by name, ids as strings, nothing for null, Chinese as it is.
/// Unknown members are skipped, so that an older build reads what a newer one wrote.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    Converters =
    [
        typeof(CamelCase<QueueReason>),
        typeof(CamelCase<CloseReason>),
        typeof(CamelCase<TransferKind>),
        typeof(CamelCase<SilenceStep>),
        typeof(CamelCase<ParticipantRole>),
        typeof(CamelCase<PersonAskedBy>),
        typeof(CamelCase<CallbackOutcome>),
        typeof(CamelCase<Provenance>),
        typeof(CamelCase<DeliveryStatus>),
        typeof(CamelCase<DeliveryRefusal>),
        typeof(CamelCase<ItemKind>),
        typeof(CamelCase<ReceiptState>),
        typeof(CamelCase<Refusal>),
        typeof(CamelCase<Verdict>),
        typeof(CamelCase<Presence>),
        typeof(CamelCase<Strategy>),
        typeof(CamelCase<Manner>),
        typeof(CamelCase<NobodyFree>),
        typeof(CamelCase<Standing>),
        typeof(CamelCase<ServiceMeasure>),
        typeof(CamelCase<TimeBasis>),
        typeof(CamelCase<PauseReason>),
        typeof(CamelCase<ServiceVerdict>),
        typeof(SortedAgentsConverter),
    ])]
[JsonSerializable(typeof(ConversationEvent.Opened))]
[JsonSerializable(typeof(ConversationEvent.CustomerMessage))]
[JsonSerializable(typeof(ConversationEvent.Queued))]
[JsonSerializable(typeof(ConversationEvent.Offered), TypeInfoPropertyName = "OfferedEvent")]
[JsonSerializable(typeof(ConversationEvent.OfferMissed))]
[JsonSerializable(typeof(ConversationEvent.OfferDeclined))]
[JsonSerializable(typeof(ConversationEvent.Accepted))]
[JsonSerializable(typeof(ConversationEvent.Reply))]
[JsonSerializable(typeof(ConversationEvent.DeliveryRecorded))]
[JsonSerializable(typeof(ConversationEvent.ReceiptRecorded))]
[JsonSerializable(typeof(ConversationEvent.ReceiptMissed))]
[JsonSerializable(typeof(ConversationEvent.ResendAsked))]
[JsonSerializable(typeof(OutgoingContent))]
[JsonSerializable(typeof(ConversationEvent.FirstResponseBreached))]
[JsonSerializable(typeof(ConversationEvent.Closed), TypeInfoPropertyName = "ClosedEvent")]
[JsonSerializable(typeof(ConversationEvent.Reopened))]
[JsonSerializable(typeof(ConversationEvent.Ended), TypeInfoPropertyName = "EndedEvent")]
[JsonSerializable(typeof(ConversationEvent.PersonFactsChanged))]
[JsonSerializable(typeof(ConversationEvent.Routed))]
[JsonSerializable(typeof(ConversationEvent.BotSeated))]
[JsonSerializable(typeof(ConversationEvent.BotAnswered))]
[JsonSerializable(typeof(ConversationEvent.Announced))]
[JsonSerializable(typeof(ConversationEvent.AssessmentAsked))]
[JsonSerializable(typeof(ConversationEvent.Assessed))]
[JsonSerializable(typeof(ConversationEvent.ClocksChanged))]
[JsonSerializable(typeof(ConversationEvent.Escalated))]
[JsonSerializable(typeof(ConversationEvent.SilenceMarked))]
[JsonSerializable(typeof(ConversationEvent.Claimed))]
[JsonSerializable(typeof(ConversationEvent.TakenOver))]
[JsonSerializable(typeof(ConversationEvent.Transferred))]
[JsonSerializable(typeof(ConversationEvent.ConsultStarted))]
[JsonSerializable(typeof(ConversationEvent.ConsultEnded))]
[JsonSerializable(typeof(ConversationEvent.ParticipantJoined))]
[JsonSerializable(typeof(ConversationEvent.ParticipantLeft))]
[JsonSerializable(typeof(ConversationEvent.CustomerAwaited))]
[JsonSerializable(typeof(ConversationEvent.Resumed))]
[JsonSerializable(typeof(ConversationEvent.Snoozed), TypeInfoPropertyName = "SnoozedEvent")]
[JsonSerializable(typeof(ConversationEvent.Woken))]
[JsonSerializable(typeof(ConversationEvent.GivenBack))]
[JsonSerializable(typeof(ConversationEvent.WrapUpBegan))]
[JsonSerializable(typeof(ConversationEvent.NoteAdded))]
[JsonSerializable(typeof(ConversationEvent.Whispered))]
[JsonSerializable(typeof(ConversationEvent.Recalled))]
[JsonSerializable(typeof(ConversationEvent.RecallRecorded))]
[JsonSerializable(typeof(ConversationEvent.Labelled))]
[JsonSerializable(typeof(ConversationEvent.PrioritySet))]
[JsonSerializable(typeof(ConversationEvent.TopicSet))]
[JsonSerializable(typeof(ConversationEvent.DispositionSet))]
[JsonSerializable(typeof(ConversationEvent.MessageScheduled))]
[JsonSerializable(typeof(ConversationEvent.ScheduledCancelled))]
[JsonSerializable(typeof(ConversationEvent.ScheduledMissed))]
[JsonSerializable(typeof(ConversationEvent.PersonAsked))]
[JsonSerializable(typeof(ConversationEvent.PersonReached))]
[JsonSerializable(typeof(ConversationEvent.CallbackAgreed))]
[JsonSerializable(typeof(ConversationEvent.CallbackFellDue))]
[JsonSerializable(typeof(ConversationEvent.CallbackAttempted))]
[JsonSerializable(typeof(ConversationEvent.CallbackCancelled))]
[JsonSerializable(typeof(ConversationEvent.CallbackFailed))]
[JsonSerializable(typeof(ConversationEvent.RatingAsked))]
[JsonSerializable(typeof(ConversationEvent.Rated))]
[JsonSerializable(typeof(ConversationEvent.MergedInto))]
[JsonSerializable(typeof(ConversationEvent.Joined))]
[JsonSerializable(typeof(ConversationEvent.Unmerged))]
[JsonSerializable(typeof(ConversationEvent.SplitOff))]
[JsonSerializable(typeof(ConversationEvent.TakenBack))]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(PersonFacts))]
[JsonSerializable(typeof(ServicePolicy))]
[JsonSerializable(typeof(RoutingGroup))]
[JsonSerializable(typeof(RoutingTerms))]
[JsonSerializable(typeof(WaitingWork))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(QueueOutlook))]
[JsonSerializable(typeof(InsightEvent))]
[JsonSerializable(typeof(ConversationFigures))]
[JsonSerializable(typeof(ChannelFigures))]
[JsonSerializable(typeof(BusinessHours))]
[JsonSerializable(typeof(ServiceClock))]
public sealed partial class CoreJson : JsonSerializerContext
{
    /// <summary>Depth of anything we read, our own documents included.</summary>
    public const int MaxDepth = 32;

    /// <summary>The one instance to use: it writes text as UTF-8 instead of escaping everything that is not ASCII.</summary>
    public static CoreJson Instance => Holder.Value;

    /// <summary>A class of its own, so that the generated statics are there before it asks for them.</summary>
    private static class Holder
    {
        internal static readonly CoreJson Value = new(new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            AllowDuplicateProperties = false,
        });
    }
}
