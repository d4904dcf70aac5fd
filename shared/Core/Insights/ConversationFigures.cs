using OmniFunctions.Conversations;

namespace OmniFunctions.Insights;

/// <summary>The little that must be remembered of one conversation so that its events count once.</summary>
/// <param name="LastSeq">Events up to this one are counted.</param>
/// <param name="Channel">Where it counts; a conversation that moves to another channel moves its count along.</param>
/// <param name="ClockSince">When the first-response clock started, while it runs.</param>
public sealed record ConversationFigures(long LastSeq, string Channel, Standing Standing, DateTimeOffset? ClockSince);

/// <summary>As much of a phase as the figures ask for.</summary>
public enum Standing
{
    Waiting,
    Offered,
    Serving,
    Closed,
    Ended,

    /// <summary>The bot has it.</summary>
    WithBot,

    /// <summary>Nobody has it for now: snoozed, or to be called back.</summary>
    PutAside,
}

public static class Standings
{
    /// <summary>Somebody still has to do something.</summary>
    public static bool IsOpen(this Standing standing) => standing is not (Standing.Closed or Standing.Ended);

    public static Standing Of(Phase phase) => phase switch
    {
        Phase.WithBot => Standing.WithBot,
        Phase.Waiting => Standing.Waiting,
        Phase.Offered => Standing.Offered,
        Phase.Serving or Phase.WaitingOnCustomer or Phase.WrapUp => Standing.Serving,
        Phase.Snoozed or Phase.CallbackDue => Standing.PutAside,
        Phase.Closed or Phase.Merged => Standing.Closed,
        Phase.Ended => Standing.Ended,
        _ => throw new InvalidOperationException($"No standing is known of {phase.GetType().Name}."),
    };
}
