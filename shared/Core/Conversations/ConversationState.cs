using System.Collections.Immutable;

namespace OmniFunctions.Conversations;

/// <summary>
/// What the events of a conversation add up to. Kept beside the log as a snapshot; holds ids and times, never anything a customer wrote.
/// </summary>
/// <param name="Version">The sequence number of the last event; events are numbered 1, 2, 3 ... without gaps.</param>
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
    ImmutableDictionary<string, DeliveryStatus> Outgoing)
{
    /// <summary>The agent who holds it now, offered or serving.</summary>
    public AgentId? Holder => Phase switch
    {
        Phase.Offered offered => offered.Agent,
        Phase.Serving serving => serving.Agent,
        _ => null,
    };
}

/// <summary>The way to the customer: the account they wrote to, and who they are there. The latest one is answered on.</summary>
/// <param name="PlatformConversation">The platform's chat, where it has one.</param>
public sealed record Leg(AccountKey Account, string Sender, string? PlatformConversation);

/// <summary>A clock on the agent's side. It starts with the customer's first message and stops with the first reply that counts.</summary>
public abstract record ReplyClock
{
    private ReplyClock() { }

    public sealed record Running(DateTimeOffset Since, DateTimeOffset DueAt) : ReplyClock;

    public sealed record Breached(DateTimeOffset Since, DateTimeOffset DueAt) : ReplyClock;

    public sealed record Stopped(DateTimeOffset Since, DateTimeOffset At, bool InTime) : ReplyClock;
}

public enum DeliveryStatus
{
    Pending,
    Delivered,
    Rejected,

    /// <summary>It may or may not have arrived; a person decides what to do.</summary>
    Unknown,
}
