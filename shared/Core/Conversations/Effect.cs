namespace OmniFunctions.Conversations;

/// <summary>Something the world must be told. Whoever performs it makes twice the same as once.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Ask routing for an agent, at the place in the queue of <paramref name="Since"/>.</summary>
    /// <param name="Except">Those who let it pass in this round.</param>
    /// <param name="ExceptUntil">From then on they may be asked again; null when there are none.</param>
    public sealed record RequestAgent(QueueId Queue, DateTimeOffset Since, IReadOnlyList<AgentId> Except, DateTimeOffset? ExceptUntil = null) : Effect;

    /// <summary>Routing need look no further.</summary>
    public sealed record WithdrawRequest(QueueId Queue) : Effect;

    /// <summary>The agent has a place free again.</summary>
    /// <param name="IsAbsent">They did not react at all: they are given nothing more until they say that they are back.</param>
    public sealed record ReleaseAgent(QueueId Queue, AgentId Agent, bool IsAbsent = false) : Effect;

    /// <summary>Send the reply of this id to the customer.</summary>
    public sealed record Deliver(string MessageId) : Effect;
}
