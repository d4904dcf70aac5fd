namespace OmniFunctions.Cost;

/// <summary>
/// What one message and one conversation ask of each service. Counted in the code's own path of a message, rounded up; where Azure bills by time the figure is an
/// upper bound that a measurement of your own should replace (docs/cost.md says which).
/// </summary>
internal static class Assumptions
{
    /// <summary>Send, receive, complete, and a share of accepting and renewing the session.</summary>
    public const int BusOperationsPerMessage = 4;

    /// <summary>The message and what follows from it: delivered, read, clocks.</summary>
    public const int EventsPerMessage = 3;

    /// <summary>Opened, offered, accepted, clocks, closed, rated.</summary>
    public const int EventsPerConversation = 12;

    /// <summary>Webhook, intake, turn of the life, advance, effect, and a share of the batch of figures.</summary>
    public const int ExecutionsPerMessage = 6;

    public const int ExecutionsPerConversation = 30;

    /// <summary>A ring, a look (asked for and answered), one effect (asked for and answered), a timer.</summary>
    public const int ActionsPerMessage = 6;

    /// <summary>Start, assignment, offers, seats, clocks, the end.</summary>
    public const int ActionsPerConversation = 30;

    /// <summary>Rows read and written; a transaction of many rows is counted row by row, which is more than is billed.</summary>
    public const int TableOperationsPerMessage = 40;

    public const int TableOperationsPerConversation = 200;

    public const double KilobytesKeptPerMessage = 3;

    public const double KilobytesKeptPerConversation = 12;

    public const double KilobytesLoggedPerMessage = 4;

    /// <summary>The webhook or the reply, and the reads that pushes lead to.</summary>
    public const int RequestsPerMessage = 4;

    public const double KilobytesOutPerMessage = 6;

    /// <summary>Every desk reads its lists now and then.</summary>
    public const int RequestsPerAgentAndMonth = 60_000;

    /// <summary>The pushes of figures every five seconds, and five timers a minute: they run when nothing else does.</summary>
    public const long TimerExecutionsPerMonth = 30L * 24 * 3600 / 5 + 5L * 30 * 24 * 60;

    /// <summary>What Azure bills for an execution at least.</summary>
    public const double LeastSecondsBilled = 1;

    /// <summary>Executions that share one instance, as host.json allows.</summary>
    public const int ExecutionsAtOnce = 16;

    public const int ConnectionsPerSignalRUnit = 1_000;

    public const int ActionsPerSecondOfCapacityUnit = 2_000;

    public const int ActionsPerSecondOfConsumption = 500;

    public const int MostCapacityUnits = 3;

    public const double GigabytesOfCapacityUnit = 50;

    /// <summary>What one conversation that is open holds in the scheduler: its inputs, its history since it last continued as new, its timer.</summary>
    public const double KilobytesHeldByOpenConversation = 20;

    /// <summary>Of Premium, for small messages with sessions: a cautious figure.</summary>
    public const int BusMessagesPerSecondOfMessagingUnit = 1_000;

    public const int EventsPerSecondOfThroughputUnit = 1_000;

    /// <summary>Messages a second that one instance of 2 GB takes through door, intake and life: to be measured on Azure.</summary>
    public const int MessagesPerSecondOfInstance = 50;
}
