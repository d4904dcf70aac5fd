using static OmniFunctions.Cost.Assumptions;

namespace OmniFunctions.Cost;

/// <summary>Units of each service that a load needs, from the published figures of one unit.</summary>
/// <param name="CapacityUnits">Of the Durable Task Scheduler; more than three means more than one scheduler.</param>
internal sealed record Capacity(int Instances, int AlwaysReady, int MessagingUnits, int ThroughputUnits, int CapacityUnits, int SignalRUnits)
{
    private static readonly int[] MessagingUnitSteps = [1, 2, 4, 8, 16];

    /// <summary>Conversations that are open at once, each heard of this often.</summary>
    private const double SecondsBetweenMessagesOfOpenConversation = 600;

    public static Capacity Of(Workload work, Edition edition) =>
        Of(work.PeakMessagesPerSecond, work.PeakConversationsPerSecond, work.Agents + work.Visitors, open: 0, edition);

    /// <param name="open">Conversations that are open at once; one in two hundred of them is on an agent's desk, and one in ten has the page open.</param>
    public static Capacity OfOpen(long open)
    {
        var messages = open / SecondsBetweenMessagesOfOpenConversation;
        return Of(messages, messages / 10, connections: (open / 200) + (open / 10), open, Edition.Prod);
    }

    private static Capacity Of(double messagesPerSecond, double conversationsPerSecond, long connections, long open, Edition edition)
    {
        var actions = (messagesPerSecond * ActionsPerMessage) + (conversationsPerSecond * ActionsPerConversation);
        var events = (messagesPerSecond * EventsPerMessage) + (conversationsPerSecond * EventsPerConversation);
        var held = open * KilobytesHeldByOpenConversation / (1024 * 1024);
        return new Capacity(
            Instances: Units(messagesPerSecond, MessagesPerSecondOfInstance),
            AlwaysReady: edition switch { Edition.Prod => 3, Edition.Test => 1, _ => 0 },
            MessagingUnits: Step(messagesPerSecond / BusMessagesPerSecondOfMessagingUnit),
            ThroughputUnits: Math.Max(edition is Edition.Prod ? 2 : 1, Units(events, EventsPerSecondOfThroughputUnit)),
            // Three of them lie over three zones.
            CapacityUnits: Math.Max(edition is Edition.Prod ? MostCapacityUnits : 1, Math.Max(Units(actions, ActionsPerSecondOfCapacityUnit), Units(held, GigabytesOfCapacityUnit))),
            SignalRUnits: Math.Max(edition is Edition.Prod ? 2 : 1, Units(connections, ConnectionsPerSignalRUnit)));
    }

    private static int Units(double load, double ofOne) => Math.Max(1, (int)Math.Ceiling(load / ofOne));

    /// <summary>Past the largest step the load needs several namespaces; the figure says how many units in all.</summary>
    private static int Step(double units) =>
        MessagingUnitSteps.FirstOrDefault(step => step >= units) is > 0 and var step ? step : (int)Math.Ceiling(units / MessagingUnitSteps[^1]) * MessagingUnitSteps[^1];
}
