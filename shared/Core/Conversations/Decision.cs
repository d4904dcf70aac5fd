namespace OmniFunctions.Conversations;

/// <summary>The outcome of deciding a command.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <param name="Events">What happened, in order. Empty when the command had been decided before or nothing was due.</param>
    /// <param name="Effects">What must be done in the world because of it, each at least once.</param>
    public sealed record Happened(IReadOnlyList<ConversationEvent> Events, IReadOnlyList<Effect> Effects) : Decision
    {
        public static Happened Nothing { get; } = new([], []);
    }

    public sealed record Refused(Refusal Reason) : Decision;
}

/// <summary>Why the domain says no. Stable: clients show a sentence for each.</summary>
public enum Refusal
{
    ConversationUnknown,
    ConversationEnded,
    ConversationClosed,
    NotHolder,
    NotOffered,
    AlreadyHeld,
    MessageIdTaken,
    MessageUnknown,
    TextEmpty,
    TextTooLong,
    LegNotSupported,
}

/// <summary>Something the world must be told. Whoever performs it makes twice the same as once.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Ask routing for an agent, at the place in the queue of <paramref name="Since"/>.</summary>
    public sealed record RequestAgent(QueueId Queue, DateTimeOffset Since, IReadOnlyList<AgentId> Except) : Effect;

    /// <summary>Routing need look no further.</summary>
    public sealed record WithdrawRequest(QueueId Queue) : Effect;

    /// <summary>The agent has a place free again.</summary>
    public sealed record ReleaseAgent(QueueId Queue, AgentId Agent) : Effect;

    /// <summary>Send the reply of this id to the customer.</summary>
    public sealed record Deliver(string MessageId) : Effect;
}
