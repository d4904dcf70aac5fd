namespace OmniFunctions.Conversations;

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
