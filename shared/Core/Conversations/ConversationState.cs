using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OmniFunctions.Customers;

namespace OmniFunctions.Conversations;

/// <summary>
/// What the events of a conversation add up to. Kept beside the log as a sealed snapshot; of messages it holds ids and times, never
/// anything a customer wrote.
/// </summary>
/// <param name="Version">The sequence number of the last event; events are numbered 1, 2, 3 ... without gaps.</param>
/// <param name="MissedOffers">Agents who let the offer pass or declined it in this round.</param>
/// <param name="Outgoing">
/// Replies by sequence number: every pending one and the last <see cref="OutgoingReply.Remembered"/>. A message id older than that is
/// not recognised here any more.
/// </param>
public sealed record ConversationState(
    TenantId Tenant,
    ConversationId Id,
    PersonId Person,
    long Version,
    Phase Phase,
    Leg Leg,
    string PolicyVersion,
    DateTimeOffset OpenedAt,
    ReplyClock FirstResponse,
    DateTimeOffset LastCustomerMessageAt,
    ImmutableHashSet<AgentId> MissedOffers,
    ImmutableList<OutgoingReply> Outgoing)
{
    /// <summary>What has happened since it was opened or taken up again. Null in a snapshot of an older build until the next round.</summary>
    public Round? Round { get; init; }

    /// <summary>Who served this customer here last.</summary>
    public AgentId? LastAgent { get; init; }

    /// <summary>The customer's first message that no person has answered yet.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>The same, without the customers of conversations that were merged into this one. Null in a snapshot of an older build until a message or an answer.</summary>
    public DateTimeOffset? OwnUnansweredSince { get; init; }

    /// <summary>When a person last answered.</summary>
    public DateTimeOffset? LastReplyAt { get; init; }

    /// <summary>What is known of the person; null while nothing was told.</summary>
    public PersonFacts? Facts { get; init; }

    /// <summary>In which the customer writes, where the platform says it.</summary>
    public string? Language { get; init; }

    /// <summary>Points on top of what the rules give.</summary>
    public int Priority { get; init; }

    public string? Topic { get; init; }

    public string? Disposition { get; init; }

    public Consultation? Consult { get; init; }

    public CallbackPlan? Callback { get; init; }

    public RatingAsk? Rating { get; init; }

    /// <summary>The conversation it was taken out of again, while what was said there meanwhile is still on its way back.</summary>
    public ConversationId? TakingBackFrom { get; init; }

    /// <summary>One for each measure at most: the running one, or the last one that ended.</summary>
    public ImmutableList<ConversationClock> Clocks { get; init => field = value ?? []; } = [];

    /// <summary>What the present silence has come to.</summary>
    public ImmutableList<SilenceStep> SilenceSteps { get; init => field = value ?? []; } = [];

    /// <summary>The last <see cref="SpentText.Remembered"/>.</summary>
    public ImmutableList<SpentText> SpentTexts { get; init => field = value ?? []; } = [];

    /// <summary>All ways to the customer that were used, the latest last; at most <see cref="MaxLegs"/>.</summary>
    public ImmutableList<Leg> Legs { get; init => field = value ?? []; } = [];

    public const int MaxLegs = 8;

    /// <summary>What the customer last did on each of the ways, at most <see cref="MaxLegs"/>. A snapshot of an older build has none until they write again.</summary>
    public ImmutableList<Contact> Contacts { get; init => field = value ?? []; } = [];

    /// <summary>Receipts of messages whose platform id is not known yet; the last <see cref="EarlyReceipt.Remembered"/>.</summary>
    public ImmutableList<EarlyReceipt> EarlyReceipts { get; init => field = value ?? []; } = [];

    /// <summary>In ordinal order.</summary>
    public ImmutableList<string> Labels { get; init => field = value ?? []; } = [];

    public ImmutableList<Participant> Participants { get; init => field = value ?? []; } = [];

    public ImmutableList<ScheduledMessage> Scheduled { get; init => field = value ?? []; } = [];

    /// <summary>The last <see cref="RememberedNote.Remembered"/> notes and whispers.</summary>
    public ImmutableList<RememberedNote> Notes { get; init => field = value ?? []; } = [];

    /// <summary>Conversations that go on in this one.</summary>
    public ImmutableList<JoinedPart> Joined { get; init => field = value ?? []; } = [];

    /// <summary>The agent who counts it against their capacity: offered, serving, waiting on the customer or wrapping up.</summary>
    [JsonIgnore]
    public AgentId? Holder => Phase.HolderOrNone();

    /// <summary>The reply of this id, while it is remembered.</summary>
    public OutgoingReply? Reply(string messageId) => Outgoing.Find(reply => reply.MessageId == messageId);

    public Participant? Participant(AgentId agent) => Participants.Find(participant => participant.Agent == agent);
}
