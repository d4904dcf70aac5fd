namespace OmniFunctions.Conversations;

/// <summary>What is asked of a phase in many places.</summary>
public static class Phases
{
    /// <summary>The queue it belongs to; one that has ended belongs to none.</summary>
    public static QueueId? QueueOrNone(this Phase phase) => phase switch
    {
        Phase.WithBot p => p.Queue,
        Phase.Waiting p => p.Queue,
        Phase.Offered p => p.Queue,
        Phase.Serving p => p.Queue,
        Phase.WaitingOnCustomer p => p.Queue,
        Phase.Snoozed p => p.Queue,
        Phase.CallbackDue p => p.Queue,
        Phase.WrapUp p => p.Queue,
        Phase.Closed p => p.Queue,
        Phase.Merged p => p.Queue,
        Phase.Ended => null,
        _ => throw Decisions.UnknownPhase(phase),
    };

    /// <summary>The agent who counts it against their capacity.</summary>
    public static AgentId? HolderOrNone(this Phase phase) => phase switch
    {
        Phase.Offered p => p.Agent,
        Phase.Serving p => p.Agent,
        Phase.WaitingOnCustomer p => p.Agent,
        Phase.WrapUp p => p.Agent,
        Phase.WithBot or Phase.Waiting or Phase.Snoozed or Phase.CallbackDue or Phase.Closed or Phase.Merged or Phase.Ended => null,
        _ => throw Decisions.UnknownPhase(phase),
    };

    /// <summary>Somebody or something still has a next step to take here.</summary>
    public static bool IsOpen(this Phase phase) => phase switch
    {
        Phase.WithBot or Phase.Waiting or Phase.Offered or Phase.Serving or Phase.WaitingOnCustomer or Phase.Snoozed or Phase.CallbackDue or Phase.WrapUp => true,
        Phase.Closed or Phase.Merged or Phase.Ended => false,
        _ => throw Decisions.UnknownPhase(phase),
    };

    /// <summary>An agent talks with the customer, whoever's turn it is.</summary>
    internal static bool IsServed(this Phase phase) => phase is Phase.Serving or Phase.WaitingOnCustomer;
}
