using System.Text.Json.Serialization;

namespace OmniFunctions.Conversations;

/// <summary>A clock on the agent's side. It starts with the customer's first message and stops with the first reply that counts.</summary>
[JsonDerivedType(typeof(Running), "running")]
[JsonDerivedType(typeof(Breached), "breached")]
[JsonDerivedType(typeof(Stopped), "stopped")]
public abstract record ReplyClock
{
    private ReplyClock() { }

    public sealed record Running(DateTimeOffset Since, DateTimeOffset DueAt) : ReplyClock;

    public sealed record Breached(DateTimeOffset Since, DateTimeOffset DueAt) : ReplyClock;

    public sealed record Stopped(DateTimeOffset Since, DateTimeOffset DueAt, DateTimeOffset At, bool InTime) : ReplyClock;
}
