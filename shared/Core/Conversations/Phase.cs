using System.Text.Json.Serialization;

namespace OmniFunctions.Conversations;

/// <summary>Where a conversation stands. Each case holds exactly what is true only there.</summary>
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(Serving), "serving")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Ended), "ended")]
public abstract record Phase
{
    private Phase() { }

    /// <param name="Since">The place in the queue: kept over a missed offer.</param>
    public sealed record Waiting(QueueId Queue, DateTimeOffset Since) : Phase;

    /// <summary>Held out to one agent, who counts it against their capacity until they answer or the offer ends.</summary>
    public sealed record Offered(QueueId Queue, DateTimeOffset Since, AgentId Agent, DateTimeOffset ExpiresAt) : Phase;

    public sealed record Serving(QueueId Queue, AgentId Agent, DateTimeOffset Since) : Phase;

    /// <summary>Over, but a message of the customer before <paramref name="ReopensUntil"/> opens it again.</summary>
    public sealed record Closed(QueueId Queue, DateTimeOffset At, DateTimeOffset ReopensUntil, AgentId? LastAgent) : Phase;

    /// <summary>Over for good: the customer's next message begins another conversation.</summary>
    public sealed record Ended(DateTimeOffset At) : Phase;
}
