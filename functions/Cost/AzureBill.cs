using static OmniFunctions.Cost.Assumptions;

namespace OmniFunctions.Cost;

/// <param name="Amount">Null where the price is not known.</param>
internal sealed record BillLine(string Service, double Quantity, string Unit, decimal? Amount);

internal sealed record Bill(IReadOnlyList<BillLine> Lines)
{
    public decimal Known => Lines.Sum(line => line.Amount ?? 0);

    public IEnumerable<BillLine> Unknown => Lines.Where(line => line.Amount is null);
}

/// <summary>A month on Azure, by service.</summary>
internal static class AzureBill
{
    private const double Million = 1_000_000;
    private const double Kilobytes = 1024 * 1024;
    private const double IncludedBusOperations = 13;
    private const double InstanceGigabytes = 2;
    private const double SecondsPerMonth = 730 * 3600;
    private const int PrivateEndpoints = 9;
    private const int PrivateZones = 6;

    /// <summary>Groups of functions that scale apart: http, durable, each queue, the hub.</summary>
    private const int ScaleGroups = 5;

    public static IReadOnlyList<string> PricesUsed { get; } =
    [
        "functions.execution", "functions.gigabyteSecond", "functions.readyGigabyteSecond", "durable.action", "durable.capacityUnit", "serviceBus.standardBase",
        "serviceBus.operation", "serviceBus.messagingUnit", "eventHubs.throughputUnit", "eventHubs.capture", "eventHubs.event", "signalR.standardUnit", "signalR.premiumUnit",
        "storage.tableGigabyte", "storage.tableGigabyteRedundant", "storage.tableTransaction", "frontDoor.base", "frontDoor.request", "frontDoor.gigabyteOut", "logs.gigabyte",
        "network.privateEndpoint", "network.privateZone",
    ];

    public static Bill Of(Workload work, Edition edition, PriceList prices)
    {
        var need = Capacity.Of(work, edition);
        BillLine Line(string service, string price, double quantity) => new(service, quantity, prices[price].Unit, prices[price].Amount * (decimal)quantity);

        var executions = ((double)work.Messages * ExecutionsPerMessage) + ((double)work.Conversations * ExecutionsPerConversation) + TimerExecutionsPerMonth;
        var operations = work.Messages * BusOperationsPerMessage / Million;
        var lines = new List<BillLine>
        {
            Line("Functions: executions", "functions.execution", executions / Million),
            Line("Functions: time", "functions.gigabyteSecond", GigabyteSeconds(work, need)),
        };
        if (need.AlwaysReady > 0) lines.Add(Line("Functions: always ready", "functions.readyGigabyteSecond", need.AlwaysReady * 2 * InstanceGigabytes * SecondsPerMonth));
        if (edition is Edition.Test) lines.Add(Line("Durable Task Scheduler", "durable.action", Actions(work) / Million));
        if (edition is Edition.Prod) lines.Add(Line("Durable Task Scheduler", "durable.capacityUnit", need.CapacityUnits));
        if (edition is Edition.Prod)
        {
            lines.Add(Line("Service Bus", "serviceBus.messagingUnit", need.MessagingUnits));
        }
        else
        {
            lines.Add(Line("Service Bus: base", "serviceBus.standardBase", 1));
            lines.Add(Line("Service Bus: operations", "serviceBus.operation", Math.Max(0, operations - IncludedBusOperations)));
        }

        lines.Add(Line("Event Hubs: units", "eventHubs.throughputUnit", need.ThroughputUnits));
        lines.Add(Line("Event Hubs: capture", "eventHubs.capture", need.ThroughputUnits));
        lines.Add(Line("Event Hubs: events", "eventHubs.event", ((work.Messages * EventsPerMessage) + (work.Conversations * EventsPerConversation)) / Million));
        if (edition is not Edition.Dev) lines.Add(Line("SignalR", edition is Edition.Prod ? "signalR.premiumUnit" : "signalR.standardUnit", need.SignalRUnits));
        lines.Add(Line("Tables: kept", edition is Edition.Prod ? "storage.tableGigabyteRedundant" : "storage.tableGigabyte", GigabytesKept(work)));
        lines.Add(Line("Tables: operations", "storage.tableTransaction", ((work.Messages * TableOperationsPerMessage) + (work.Conversations * TableOperationsPerConversation)) / Million));
        lines.Add(Line("Front Door: base", "frontDoor.base", 1));
        lines.Add(Line("Front Door: requests", "frontDoor.request", ((work.Messages * RequestsPerMessage) + ((double)work.Agents * RequestsPerAgentAndMonth)) / Million));
        lines.Add(Line("Front Door: out", "frontDoor.gigabyteOut", work.Messages * KilobytesOutPerMessage / Kilobytes));
        lines.Add(Line("Logs", "logs.gigabyte", work.Messages * KilobytesLoggedPerMessage / Kilobytes));
        if (edition is Edition.Prod)
        {
            lines.Add(Line("Private endpoints", "network.privateEndpoint", PrivateEndpoints));
            lines.Add(Line("Private zones", "network.privateZone", PrivateZones));
        }

        return new Bill(lines);
    }

    public static double Actions(Workload work) => ((double)work.Messages * ActionsPerMessage) + ((double)work.Conversations * ActionsPerConversation);

    public static double GigabytesKept(Workload work) =>
        ((work.Messages * KilobytesKeptPerMessage) + (work.Conversations * KilobytesKeptPerConversation)) * work.KeptMonths / Kilobytes;

    /// <summary>Each execution by itself for the least time that is billed, and never more than all instances working all month.</summary>
    private static double GigabyteSeconds(Workload work, Capacity need)
    {
        var alone = (((double)work.Messages * ExecutionsPerMessage) + ((double)work.Conversations * ExecutionsPerConversation) + TimerExecutionsPerMonth) * LeastSecondsBilled;
        var busiest = Math.Max(ScaleGroups, need.Instances) * SecondsPerMonth;
        return Math.Min(alone, busiest) * InstanceGigabytes;
    }
}

/// <summary>A month on one machine of your own, or one that is rented.</summary>
internal static class MachineBill
{
    private const int BackupsKept = 14;
    private const double LeastGigabytesKept = 1;

    public static IReadOnlyList<string> PricesUsed { get; } = ["machine.server", "machine.disk", "machine.backup"];

    public static Bill Of(Workload work, PriceList prices)
    {
        BillLine Line(string service, string price, double quantity) => new(service, quantity, prices[price].Unit, prices[price].Amount * (decimal)quantity);
        return new Bill(
        [
            Line("Machine", "machine.server", 1),
            Line("Disk", "machine.disk", 1),
            Line("Backups, 14 nights", "machine.backup", Math.Max(LeastGigabytesKept, AzureBill.GigabytesKept(work)) * BackupsKept),
        ]);
    }
}
