using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Admin;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Desk;
using OmniFunctions.Documents;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Drafts;
using OmniFunctions.Runtime.Insights;
using OmniFunctions.Json;
using OmniFunctions.Lab;
using OmniFunctions.Live;
using OmniFunctions.People;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.SignIn;
using OmniFunctions.Upkeep;
using OmniFunctions.Widget;

namespace OmniFunctions.Answers;

/// <summary>The wire form of every request and answer of the HTTP API. A member that a request does not have is refused: whoever sends one means something by it, or tries what happens.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(CamelCase<AgentRole>),
        typeof(CamelCase<CallbackOutcome>),
        typeof(CamelCase<CloseReason>),
        typeof(CamelCase<DeliveryRefusal>),
        typeof(CamelCase<DocumentFormat>),
        typeof(CamelCase<DraftKind>),
        typeof(CamelCase<PolicyChangeKind>),
        typeof(CamelCase<Severity>),
        typeof(CamelCase<DeliveryStatus>),
        typeof(CamelCase<ItemKind>),
        typeof(CamelCase<ReceiptState>),
        typeof(CamelCase<TextUnit>),
        typeof(CamelCase<LinkRefusal>),
        typeof(CamelCase<Presence>),
        typeof(CamelCase<Provenance>),
        typeof(CamelCase<QueueReason>),
        typeof(CamelCase<Refusal>),
        typeof(CamelCase<SearchPlace>),
        typeof(CamelCase<Speaker>),
        typeof(CamelCase<ParticipantRole>),
        typeof(CamelCase<PersonAskedBy>),
        typeof(CamelCase<TransferKind>),
        typeof(CamelCase<NobodyFree>),
        typeof(CamelCase<Verdict>),
        typeof(UtcMillisecondsConverter),
    ])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(SecondFactorView))]
[JsonSerializable(typeof(SecondFactorKey))]
[JsonSerializable(typeof(RecoveryCodeList))]
[JsonSerializable(typeof(PresenceChange))]
[JsonSerializable(typeof(AgentList))]
[JsonSerializable(typeof(AgentDetails))]
[JsonSerializable(typeof(AgentSettings))]
[JsonSerializable(typeof(AttendanceList))]
[JsonSerializable(typeof(PresenceDecision))]
[JsonSerializable(typeof(PresenceRequestList))]
[JsonSerializable(typeof(PresenceRequestView))]
[JsonSerializable(typeof(QueueList))]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(ConversationList))]
[JsonSerializable(typeof(EntryList))]
[JsonSerializable(typeof(PlainRequest))]
[JsonSerializable(typeof(ReplyRequest))]
[JsonSerializable(typeof(ChannelList))]
[JsonSerializable(typeof(AccountList))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(AccountCheckList))]
[JsonSerializable(typeof(StoredFileView))]
[JsonSerializable(typeof(ResendRequest))]
[JsonSerializable(typeof(SettleRequest))]
[JsonSerializable(typeof(PreviewRequest))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(DraftList))]
[JsonSerializable(typeof(DraftRequest))]
[JsonSerializable(typeof(DraftView))]
[JsonSerializable(typeof(MacroList))]
[JsonSerializable(typeof(MacroRequest))]
[JsonSerializable(typeof(MacroView))]
[JsonSerializable(typeof(SavedViewList))]
[JsonSerializable(typeof(SavedViewRequest))]
[JsonSerializable(typeof(SavedViewItem))]
[JsonSerializable(typeof(ViewingRequest))]
[JsonSerializable(typeof(ViewerList))]
[JsonSerializable(typeof(PhraseList))]
[JsonSerializable(typeof(PhraseRequest))]
[JsonSerializable(typeof(PhraseView))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(ReplyRulesView))]
[JsonSerializable(typeof(ReplyPreview))]
[JsonSerializable(typeof(RecallRequest))]
[JsonSerializable(typeof(NoteRequest))]
[JsonSerializable(typeof(WhisperRequest))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(ConsultRequest))]
[JsonSerializable(typeof(ParticipantRequest))]
[JsonSerializable(typeof(TakeOverRequest))]
[JsonSerializable(typeof(LabelsRequest))]
[JsonSerializable(typeof(PriorityRequest))]
[JsonSerializable(typeof(TopicRequest))]
[JsonSerializable(typeof(DispositionRequest))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(CancelScheduledRequest))]
[JsonSerializable(typeof(SnoozeRequest))]
[JsonSerializable(typeof(CallbackRequest))]
[JsonSerializable(typeof(CallbackOutcomeRequest))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(ReplyAccepted))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(ConversationVersion))]
[JsonSerializable(typeof(ConversationHeads))]
[JsonSerializable(typeof(PersonDetail))]
[JsonSerializable(typeof(ProfileRequest))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(UnlinkRequest))]
[JsonSerializable(typeof(LabRequest))]
[JsonSerializable(typeof(LabView))]
[JsonSerializable(typeof(ExplanationList))]
[JsonSerializable(typeof(HistorySummary))]
[JsonSerializable(typeof(ExplanationView))]
[JsonSerializable(typeof(RouteView))]
[JsonSerializable(typeof(OverflowView))]
[JsonSerializable(typeof(EvaluationView))]
[JsonSerializable(typeof(TimerList))]
[JsonSerializable(typeof(LiveInsights))]
[JsonSerializable(typeof(PolicyListView))]
[JsonSerializable(typeof(PolicyTextView))]
[JsonSerializable(typeof(PolicyVersionView))]
[JsonSerializable(typeof(PolicyTextRequest))]
[JsonSerializable(typeof(PolicyActivation))]
[JsonSerializable(typeof(PolicyFaultList))]
[JsonSerializable(typeof(DeadLetterList))]
[JsonSerializable(typeof(DeadLettersToSend))]
[JsonSerializable(typeof(DeadLettersSent))]
[JsonSerializable(typeof(PolicyDraftSaved))]
[JsonSerializable(typeof(PolicyInForce))]
[JsonSerializable(typeof(PolicyHistoryView))]
[JsonSerializable(typeof(PolicyDifferenceList))]
[JsonSerializable(typeof(WidgetSessionRequest))]
[JsonSerializable(typeof(WidgetSession))]
[JsonSerializable(typeof(WidgetVisitRequest))]
[JsonSerializable(typeof(WidgetVisit))]
[JsonSerializable(typeof(WidgetTyping))]
[JsonSerializable(typeof(WidgetDevice))]
[JsonSerializable(typeof(WidgetMessages))]
[JsonSerializable(typeof(VisitorList))]
[JsonSerializable(typeof(VisitorTrack))]
[JsonSerializable(typeof(InviteRequest))]
[JsonSerializable(typeof(VisitorCallback))]
[JsonSerializable(typeof(VisitorRating))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(NegotiationView))]
[JsonSerializable(typeof(SignInProviderList))]
[JsonSerializable(typeof(SignInAddress))]
[JsonSerializable(typeof(SignInLinkList))]
[JsonSerializable(typeof(SignInLinkRequest))]
[JsonSerializable(typeof(SignOutView))]
public sealed partial class DeskJson : JsonSerializerContext
{
    /// <summary>The one instance to use: it writes text as UTF-8 instead of escaping everything that is not ASCII.</summary>
    public static DeskJson Instance => Holder.Value;

    /// <summary>A class of its own, so that the generated statics are there before it asks for them.</summary>
    private static class Holder
    {
        internal static readonly DeskJson Value = new(new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            AllowDuplicateProperties = false,
            // Which member comes first is the client's affair.
            AllowOutOfOrderMetadataProperties = true,
        });
    }
}
