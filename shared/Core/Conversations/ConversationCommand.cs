using OmniFunctions.Channels;
using OmniFunctions.Customers;
using OmniFunctions.Routing;

namespace OmniFunctions.Conversations;

/// <summary>What someone wants to happen. Time and ids arrive in it; <c>By</c> is the agent who does it.</summary>
public abstract record ConversationCommand
{
    private ConversationCommand() { }

    // ---- the customer

    /// <summary>A message arrived. Opens the conversation when there is none yet, and reopens a closed one.</summary>
    /// <param name="Facts">What is known of the person now; null leaves what was known.</param>
    /// <param name="LastAgent">Who served the person in their conversation before this one; only asked when it opens.</param>
    /// <param name="Via">The conversation it was for, where that one goes on in this one; it is not taken unless this one knows of that. Null = it was for this one.</param>
    public sealed record Receive(
        PersonId Person,
        string MessageKey,
        Leg Leg,
        InboundItem Item,
        DateTimeOffset ReceivedAt,
        PersonFacts? Facts = null,
        AgentId? LastAgent = null,
        ConversationId? Via = null) : ConversationCommand;

    /// <summary>The customer gives up waiting: an explicit act, never a guess.</summary>
    public sealed record Leave : ConversationCommand;

    /// <summary>The customer wants a person: the button that is always there.</summary>
    public sealed record AskForPerson : ConversationCommand;

    /// <summary>Call me back. An agent may agree it for the customer too.</summary>
    /// <param name="DueAt">Null = as early as the queue calls back.</param>
    /// <param name="Zone">The customer's time zone, an IANA id; null = the queue's.</param>
    /// <param name="MessageKey">Twice the same is one.</param>
    public sealed record AskForCallback(DateTimeOffset? DueAt, string? Zone, string MessageKey, AgentId? By = null) : ConversationCommand;

    public sealed record CancelCallback(AgentId? By = null) : ConversationCommand;

    /// <param name="MessageKey">Twice the same is one.</param>
    /// <param name="Score">1 (worst) to the steps of the scale.</param>
    /// <param name="Solved">Asked apart: a friendly agent may still not have solved it.</param>
    public sealed record Rate(string MessageKey, int Score, bool? Solved, IReadOnlyList<string> Tags, string? Remark) : ConversationCommand;

    // ---- routing

    /// <summary>
    /// Routing found an agent and counts it against their capacity already: whoever is told no gives that place back,
    /// unless the agent is the holder.
    /// </summary>
    /// <param name="Request">The operation that asked for an agent: it leads to one offer, and a repetition finds that one whatever became of it.</param>
    public sealed record Offer(AgentId Agent, Explanation Why, string? Request = null) : ConversationCommand;

    /// <summary>An agent took it out of the line, and routing counts it against their capacity already, as for an offer.</summary>
    public sealed record Take(AgentId Agent, Explanation Why) : ConversationCommand;

    /// <summary>How the line stands, as routing says.</summary>
    public sealed record Assess(QueueOutlook Outlook) : ConversationCommand;

    /// <summary>The agent has gone, and what they held goes back to its line.</summary>
    public sealed record GiveBack(AgentId Agent) : ConversationCommand;

    // ---- the agent

    public sealed record Accept(AgentId Agent) : ConversationCommand;

    public sealed record Decline(AgentId Agent) : ConversationCommand;

    /// <summary>A reply by the agent who holds it or takes part in it. Replying to an offer accepts it.</summary>
    /// <param name="Content">Where it is more than a text; <paramref name="Text"/> is then what it says in words.</param>
    public sealed record SendReply(
        AgentId Agent, string MessageId, string Text, Provenance Provenance = Provenance.Person, OutgoingContent? Content = null) : ConversationCommand;

    /// <summary>An agent decides that what failed, or may not have arrived, is sent once more.</summary>
    public sealed record SendAgain(AgentId By, string MessageId) : ConversationCommand;

    /// <summary>An agent has looked at the platform itself and says what became of a message of unknown outcome.</summary>
    public sealed record SettleDelivery(AgentId By, string MessageId, bool HasArrived) : ConversationCommand;

    /// <summary>Take a message back. What was written stays in the log.</summary>
    /// <param name="AsSupervisor">A supervisor may recall what another wrote.</param>
    public sealed record Recall(AgentId By, string MessageId, bool AsSupervisor = false) : ConversationCommand;

    /// <summary>A note among agents.</summary>
    public sealed record AddNote(AgentId By, string MessageId, string Text, IReadOnlyList<AgentId> Mentions) : ConversationCommand;

    /// <summary>Pass it on cold: to a queue, or to an agent.</summary>
    public sealed record Transfer(AgentId By, QueueId? ToQueue, AgentId? ToAgent, string? Reason) : ConversationCommand;

    /// <summary>Ask a colleague in, before it is passed on to them or not.</summary>
    public sealed record Consult(AgentId By, AgentId Agent, string? Reason) : ConversationCommand;

    /// <summary>The colleague takes it over: a warm transfer.</summary>
    public sealed record CompleteConsult(AgentId By) : ConversationCommand;

    /// <summary>Either of the two ends it; the agent keeps the conversation.</summary>
    public sealed record EndConsult(AgentId By) : ConversationCommand;

    public sealed record AddParticipant(AgentId By, AgentId Agent) : ConversationCommand;

    /// <summary>The holder sends someone out, or someone goes by themselves.</summary>
    public sealed record RemoveParticipant(AgentId By, AgentId Agent) : ConversationCommand;

    public sealed record Label(AgentId By, IReadOnlyList<string> Add, IReadOnlyList<string> Remove) : ConversationCommand;

    /// <summary>Points by which it is more (or less) urgent than its queue's others.</summary>
    public sealed record SetPriority(AgentId By, int Points) : ConversationCommand;

    public sealed record SetTopic(AgentId By, string? Topic) : ConversationCommand;

    public sealed record SetDisposition(AgentId By, string? Disposition) : ConversationCommand;

    public sealed record ScheduleMessage(AgentId By, string MessageId, string Text, DateTimeOffset SendAt) : ConversationCommand;

    public sealed record CancelScheduled(AgentId By, string MessageId) : ConversationCommand;

    public sealed record AskForRating(AgentId By) : ConversationCommand;

    public sealed record WaitOnCustomer(AgentId By) : ConversationCommand;

    /// <summary>The next step is the agent's again.</summary>
    public sealed record ResumeServing(AgentId By) : ConversationCommand;

    /// <param name="Until">Null = until the customer writes or somebody wakes it.</param>
    public sealed record Snooze(AgentId By, DateTimeOffset? Until) : ConversationCommand;

    public sealed record Wake(AgentId By) : ConversationCommand;

    public sealed record Close(AgentId Agent, CloseReason Reason) : ConversationCommand;

    public sealed record FinishWrapUp(AgentId By) : ConversationCommand;

    /// <summary>An agent takes a closed one up again.</summary>
    public sealed record Reopen(AgentId By) : ConversationCommand;

    public sealed record RecordCallback(AgentId By, CallbackOutcome Outcome) : ConversationCommand;

    // ---- the supervisor

    public sealed record TakeOver(AgentId By, string? Reason) : ConversationCommand;

    public sealed record Watch(AgentId By) : ConversationCommand;

    public sealed record Unwatch(AgentId By) : ConversationCommand;

    /// <summary>The one who watches speaks to the customer from now on.</summary>
    public sealed record Barge(AgentId By) : ConversationCommand;

    /// <summary>To the agent only.</summary>
    public sealed record Whisper(AgentId By, string MessageId, string Text) : ConversationCommand;

    // ---- one conversation going on in another

    public sealed record Merge(AgentId By, ConversationId Into) : ConversationCommand;

    /// <summary>Another conversation goes on in this one.</summary>
    /// <param name="Legs">Where its customer writes from.</param>
    /// <param name="UnansweredSince">When its customer began to wait for an answer, if they do.</param>
    public sealed record Join(ConversationId From, IReadOnlyList<Leg> Legs, DateTimeOffset? UnansweredSince) : ConversationCommand;

    public sealed record Unmerge(AgentId By) : ConversationCommand;

    /// <summary>The other conversation goes its own way again, and what came on its legs meanwhile belongs to it.</summary>
    public sealed record Split(ConversationId From) : ConversationCommand;

    /// <summary>What the customer said in the other conversation meanwhile, in order.</summary>
    /// <param name="Messages">At most <see cref="Merging.MaxTakenBackAtOnce"/>; the rest in further commands.</param>
    /// <param name="IsLast">There are no more.</param>
    public sealed record TakeBack(IReadOnlyList<MessageTakenBack> Messages, bool IsLast) : ConversationCommand;

    // ---- the world

    /// <param name="Channel">By which it left; null = the one that is answered on now.</param>
    /// <param name="PlatformCode">The platform's own code of its refusal.</param>
    public sealed record RecordDelivery(
        string MessageId, DeliveryStatus Status, DeliveryRefusal? Reason, string? PlatformMessageId, string? Channel = null, string? PlatformCode = null) : ConversationCommand;

    /// <param name="Reason">Why it was not taken back; null where it was.</param>
    /// <param name="PlatformCode">The platform's own code of its refusal.</param>
    public sealed record RecordRecall(string MessageId, bool IsTakenBack, DeliveryRefusal? Reason = null, string? PlatformCode = null) : ConversationCommand;

    /// <summary>Time passed: whatever is due happens, in the order it was due.</summary>
    public sealed record Tick : ConversationCommand;
}

/// <summary>A customer's message as it stands in the other conversation's log.</summary>
public sealed record MessageTakenBack(string MessageKey, Leg Leg, InboundItem Item, DateTimeOffset ReceivedAt);
