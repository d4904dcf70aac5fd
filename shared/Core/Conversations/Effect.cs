using OmniFunctions.Routing;

namespace OmniFunctions.Conversations;

/// <summary>Something the world must be told. Whoever performs it makes twice the same as once.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Ask routing for an agent, at the place in the queue of <paramref name="Since"/>.</summary>
    /// <param name="Except">Those who let it pass in this round.</param>
    /// <param name="ExceptUntil">From then on they may be asked again; null when there are none.</param>
    /// <param name="Terms">What it asks of an agent; null as an older build wrote it: nothing in particular.</param>
    public sealed record RequestAgent(
        QueueId Queue, DateTimeOffset Since, IReadOnlyList<AgentId> Except, DateTimeOffset? ExceptUntil = null, RoutingTerms? Terms = null) : Effect;

    /// <summary>Routing need look no further.</summary>
    public sealed record WithdrawRequest(QueueId Queue) : Effect;

    /// <summary>The agent has a place free again.</summary>
    /// <param name="IsAbsent">They did not react at all: they are given nothing more until they say that they are back.</param>
    public sealed record ReleaseAgent(QueueId Queue, AgentId Agent, bool IsAbsent = false) : Effect;

    /// <summary>The agent has it from now on, and it counts against their capacity.</summary>
    /// <param name="Units">Of the agent's capacity.</param>
    /// <param name="Force">Also when they have no room: a person decided it.</param>
    public sealed record HoldAgent(QueueId Queue, AgentId Agent, int Units, string Channel, bool Force) : Effect;

    /// <summary>Ask routing how the queue stands, and come back with <see cref="ConversationCommand.Assess"/>.</summary>
    public sealed record AskOutlook(QueueId Queue) : Effect;

    /// <summary>Send the reply or the automatic text of this id to the customer.</summary>
    public sealed record Deliver(string MessageId) : Effect;

    /// <summary>Take the message back on the customer's side, where the channel can.</summary>
    public sealed record RecallDelivery(string MessageId) : Effect;

    /// <summary>Tell people at their desks.</summary>
    /// <param name="Agents">Named ones; the others follow from <paramref name="Whom"/> and the queue.</param>
    public sealed record Notify(NoticeTo Whom, NoticeKind Kind, QueueId? Queue, IReadOnlyList<AgentId> Agents) : Effect;

    /// <summary>Ring whoever is on call, by the alert channels there are.</summary>
    public sealed record Page(QueueId? Queue, string Reason) : Effect;

    /// <summary>The agent is given nothing more until they say that they are back.</summary>
    /// <param name="Reason">Shown as the reason of their presence.</param>
    public sealed record SetAgentPresence(AgentId Agent, Presence Presence, string Reason) : Effect;

    /// <summary>Tell the other conversation that this one goes on in it (<see cref="ConversationCommand.Join"/>).</summary>
    public sealed record JoinTo(ConversationId Into) : Effect;

    /// <summary>
    /// Take this one out of the other again (<see cref="ConversationCommand.Split"/>), and bring back what was said since
    /// (<see cref="ConversationCommand.TakeBack"/>).
    /// </summary>
    public sealed record SplitFrom(ConversationId Into) : Effect;
}

/// <summary>Whom a notice is for.</summary>
public enum NoticeTo
{
    /// <summary>Those it names.</summary>
    Agents,

    /// <summary>The leads of the groups of those it names; where it names nobody, of those who answer the queue.</summary>
    Leads,

    /// <summary>Every supervisor of the tenant.</summary>
    Supervisors,
}

/// <summary>What a notice is about; clients show a sentence for each.</summary>
public enum NoticeKind
{
    Mentioned,
    Whispered,
    ConsultAsked,
    ConsultEnded,
    ParticipantAdded,
    TakenOver,
    TransferredToYou,
    TransferMissed,
    Woken,
    CustomerBack,
    TargetWarning,
    TargetBreached,

    /// <summary>The ladder wants a supervisor to join.</summary>
    SupervisorAsked,

    /// <summary>The agent lets the customer wait.</summary>
    AgentSlow,
    CallbackDue,
    Rated,

    /// <summary>The customer goes on on another channel.</summary>
    ChannelChanged,
}
