using System.Text.Json.Serialization;

namespace OmniFunctions.Conversations;

/// <summary>Where a conversation stands. Each case holds exactly what is true only there.</summary>
[JsonDerivedType(typeof(WithBot), "withBot")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(Serving), "serving")]
[JsonDerivedType(typeof(WaitingOnCustomer), "waitingOnCustomer")]
[JsonDerivedType(typeof(Snoozed), "snoozed")]
[JsonDerivedType(typeof(CallbackDue), "callbackDue")]
[JsonDerivedType(typeof(WrapUp), "wrapUp")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Merged), "merged")]
[JsonDerivedType(typeof(Ended), "ended")]
public abstract record Phase
{
    private Phase() { }

    /// <summary>The bot has the seat, and nobody is asked for until the customer wants a person or the bot does not know further.</summary>
    public sealed record WithBot(QueueId Queue, DateTimeOffset Since) : Phase;

    /// <param name="Since">The place in the queue: kept over a missed offer.</param>
    public sealed record Waiting(QueueId Queue, DateTimeOffset Since) : Phase;

    /// <summary>Held out to one agent, who counts it against their capacity until they answer or the offer ends.</summary>
    public sealed record Offered(QueueId Queue, DateTimeOffset Since, AgentId Agent, DateTimeOffset ExpiresAt) : Phase;

    public sealed record Serving(QueueId Queue, AgentId Agent, DateTimeOffset Since) : Phase;

    /// <summary>The next step is the customer's. The agent keeps it, and the clocks that a target says so of stand still.</summary>
    public sealed record WaitingOnCustomer(QueueId Queue, AgentId Agent, DateTimeOffset Since) : Phase;

    /// <summary>Put aside: nobody has it. It wakes at its time or when the customer writes, and the same agent is asked first.</summary>
    /// <param name="Until">Null = only the customer or an agent wakes it.</param>
    public sealed record Snoozed(QueueId Queue, AgentId Agent, DateTimeOffset Since, DateTimeOffset? Until) : Phase;

    /// <summary>Out of the line until the agreed time of the callback.</summary>
    /// <param name="Since">The place in the queue that it gave up, and takes again when the customer comes back first.</param>
    public sealed record CallbackDue(QueueId Queue, DateTimeOffset Since) : Phase;

    /// <summary>Over for the customer; the agent finishes their notes and counts it against their capacity.</summary>
    public sealed record WrapUp(QueueId Queue, AgentId Agent, DateTimeOffset Since, DateTimeOffset Until, CloseReason Reason) : Phase;

    /// <summary>Over, but a message of the customer before <paramref name="ReopensUntil"/> opens it again.</summary>
    public sealed record Closed(QueueId Queue, DateTimeOffset At, DateTimeOffset ReopensUntil, AgentId? LastAgent, CloseReason Reason = CloseReason.Resolved) : Phase;

    /// <summary>It goes on in another conversation, and can be taken out of it again.</summary>
    /// <param name="Since">The place in the queue that it had.</param>
    public sealed record Merged(QueueId Queue, DateTimeOffset Since, ConversationId Into, DateTimeOffset At) : Phase;

    /// <summary>Over for good: the customer's next message begins another conversation.</summary>
    public sealed record Ended(DateTimeOffset At) : Phase;
}
