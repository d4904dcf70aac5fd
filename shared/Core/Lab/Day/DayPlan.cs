using System.Collections.Immutable;
using OmniFunctions.Customers;
using OmniFunctions.Routing;

namespace OmniFunctions.Lab.Day;

/// <summary>
/// What a day brings and who is there for it: distributions, no single customer. With a seed it is one day, the same each time.
/// </summary>
/// <param name="Begins">Local midnight.</param>
/// <param name="Conversations">How many customers write for the first time that day.</param>
/// <param name="Tiers">Null stands for a customer without one.</param>
/// <param name="Traits">Each customer has each of them or not.</param>
public sealed record DayPlan(
    DateTimeOffset Begins,
    int Conversations,
    ImmutableArray<ChannelDemand> Channels,
    ImmutableArray<Share> Tiers,
    ImmutableArray<Share> Languages,
    ImmutableArray<Trait> Traits,
    Handling Handling,
    Patience? Patience,
    Habits Habits,
    ImmutableArray<AgentPlan> Agents)
{
    public const int MaxConversations = 200_000;
    public const int MaxAgents = 2_000;

    /// <summary>What began on the day is followed until then; who is not done by then is counted as open.</summary>
    public static readonly TimeSpan Followed = TimeSpan.FromHours(30);
}

/// <summary>When customers of one channel write.</summary>
/// <param name="Share">Of all conversations.</param>
/// <param name="Hourly">The weight at the beginning of each hour of the day; straight lines between them, round to midnight again.</param>
public sealed record ChannelDemand(string Channel, double Share, ImmutableArray<double> Hourly);

public sealed record Share(string? Value, double Weight);

/// <summary>A tag or an attribute that some customers have.</summary>
/// <param name="Value">Of an attribute; a tag is its own.</param>
public sealed record Trait(string Name, AttributeValue Value, bool IsTag, double Share);

/// <summary>What a conversation takes once an agent has it.</summary>
/// <param name="MeanSeconds">From accepting to closing, lognormal.</param>
/// <param name="Variation">Standard deviation over mean. 1 with <paramref name="IsExponential"/> is what Erlang's formulas assume.</param>
/// <param name="MeanTurns">Of customer and agent, geometric, at least one.</param>
/// <param name="TransferShare">How many are handed to another queue on the way.</param>
public sealed record Handling(
    double MeanSeconds,
    double Variation,
    double MeanTurns,
    double FirstReplySeconds,
    double WrapUpSeconds,
    double TransferShare,
    bool IsExponential = false);

/// <summary>How long a customer waits in line before they give up: Weibull.</summary>
/// <param name="Shape">1 is exponential; over 1 patience runs out.</param>
public sealed record Patience(double Shape, double ScaleSeconds);

/// <param name="ReactionSeconds">From an offer to accepting it, lognormal; 0 accepts at once.</param>
/// <param name="MissedShare">How many offers nobody reacts to.</param>
/// <param name="DeclinedShare">How many offers are declined.</param>
/// <param name="ReturnSeconds">From a missed offer until they say that they are back, lognormal.</param>
/// <param name="BotSeconds">How long a customer talks to a bot before they ask for a person.</param>
public sealed record Habits(double ReactionSeconds, double MissedShare, double DeclinedShare, double ReturnSeconds, double BotSeconds = 30);

/// <param name="Spans">When they are there. At the end of one they take no more, and finish what they have.</param>
public sealed record AgentPlan(AgentId Agent, AgentPlace Place, ImmutableArray<OnDuty> Spans);

/// <summary>From one moment to another.</summary>
public sealed record OnDuty(DateTimeOffset From, DateTimeOffset Until);
