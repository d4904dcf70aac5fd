using System.Collections.Immutable;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Routing;

namespace OmniFunctions.Lab.Script;

/// <summary>What customers and agents do, and when: a story that the laboratory plays through a policy.</summary>
/// <param name="Zone">IANA id of the wall clock that its times are read from.</param>
/// <param name="Until">Time goes on after the last line up to here.</param>
/// <param name="Lines">In the order of their times.</param>
public sealed record LabScript(
    string Zone,
    DateTimeOffset From,
    DateTimeOffset Until,
    ImmutableArray<LabAgent> Agents,
    ImmutableArray<LabCustomer> Customers,
    ImmutableArray<LabLine> Lines)
{
    public const int MaxAgents = 200;
    public const int MaxCustomers = 200;
    public const int MaxLines = 2_000;
    public const int MaxDays = 400;
    public const int MaxTextLength = 2_000;
    public const int MaxNameLength = 64;
    public const int MaxEntries = 64;

    /// <summary>How long time goes on after the last line where the script does not say.</summary>
    public static readonly TimeSpan Afterwards = TimeSpan.FromDays(30);
}

/// <param name="Queues">Null: every queue of the policy.</param>
/// <param name="Presence">At the beginning.</param>
public sealed record LabAgent(
    AgentId Agent,
    int Capacity,
    ImmutableArray<QueueId>? Queues,
    ImmutableDictionary<SkillId, int> Skills,
    int Weight,
    Presence Presence);

/// <param name="Name">As the lines call them.</param>
/// <param name="Attributes">Texts or numbers.</param>
public sealed record LabCustomer(
    string Name,
    string Channel,
    string Account,
    string? Tier,
    string? Language,
    ImmutableArray<string> Tags,
    ImmutableDictionary<string, AttributeValue> Attributes,
    AgentId? Owner);

/// <param name="Number">1 is the first line of the story.</param>
/// <param name="SourceLine">Of the text it was read from.</param>
public sealed record LabLine(int Number, int SourceLine, DateTimeOffset At, LabAct Act);

/// <summary>What somebody does. A customer is named, not a conversation: it is always the one that is theirs then.</summary>
public abstract record LabAct
{
    private LabAct() { }

    public sealed record Writes(string Customer, string Text) : LabAct;

    /// <summary>Somebody wants something of the customer's conversation.</summary>
    /// <param name="By">Null where it is the customer.</param>
    public sealed record Wants(string Customer, ConversationCommand Command, AgentId? By = null) : LabAct;

    public sealed record Claims(string Customer, AgentId Agent) : LabAct;

    public sealed record Merges(string Customer, AgentId Agent, string Into) : LabAct;

    public sealed record Becomes(AgentId Agent, Presence Presence, string? Reason) : LabAct;

    /// <summary>Nothing is done; the clocks are read.</summary>
    public sealed record Looks(string Customer) : LabAct;
}
