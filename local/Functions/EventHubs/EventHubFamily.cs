using System.Globalization;
using System.Reflection;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>An Event Hubs trigger with everything about it resolved.</summary>
internal sealed record HubTrigger(Function Function, string Hub, string Group, bool IsBatched);

/// <summary>
/// Event Hubs triggers. In the cloud the deployment says how many partitions a hub has; here the setting
/// <c>OmniFunctions.Local:EventHubs:{name}:PartitionCount</c> does, and 4 is the default.
/// </summary>
internal sealed class EventHubFamily(EventHubsSettings host, SettingResolver settings) : TriggerFamily
{
    private const string DefaultConnection = "AzureWebJobsEventHub";
    private const string DefaultGroup = "$Default";
    private const int DefaultPartitions = 4;
    private const int MaxPartitions = 32;
    private readonly List<HubTrigger> triggers = [];
    private readonly Dictionary<string, HubOptions> hubs = new(StringComparer.OrdinalIgnoreCase);

    public override string Type => "eventHubTrigger";

    public override bool Owns(TriggerBindingAttribute trigger) => trigger is EventHubTriggerAttribute;

    public override ArgumentBinder? BindTrigger(ParameterInfo parameter, TriggerBindingAttribute trigger)
    {
        var type = parameter.ParameterType;
        if (((EventHubTriggerAttribute)trigger).IsBatched)
            return type.IsArray ? PayloadReader.Array(type.GetElementType()!, Events, static each => each.EventBody) : null;
        if (type == typeof(EventData)) return static context => new(Events(context)[0]);
        if (type == typeof(EventData[])) return null;
        var read = PayloadReader.For(type);
        return context => new(read(Events(context)[0].EventBody, context));
    }

    public override void Add(Function function, TriggerBindingAttribute trigger, StartupFaults faults)
    {
        var attribute = (EventHubTriggerAttribute)trigger;
        var where = $"Function {function.Name}";
        var hub = settings.Resolve(attribute.EventHubName, where);
        settings.RequireThisPlatform(settings.Connection(attribute.Connection, DefaultConnection, where), where);
        triggers.Add(new(function, hub, settings.Resolve(attribute.ConsumerGroup ?? DefaultGroup, where), attribute.IsBatched));
        hubs.TryAdd(hub, new HubOptions { PartitionCount = Partitions(hub, faults) });
        if (host.InitialOffset is not ("fromStart" or "fromEnd"))
            faults.Add($"host.json: extensions.eventHubs.initialOffsetOptions.type is '{host.InitialOffset}'; this platform knows fromStart and fromEnd.");
    }

    public override void Declare(EmbeddedStore store)
    {
        if (hubs.Count == 0) return;
        var log = EventHubLog.On(store);
        foreach (var (name, options) in hubs) log.DeclareHub(name, options);
    }

    public override IEnumerable<IListener> Listeners(HostParts parts)
    {
        if (triggers.Count == 0) return [];
        var log = EventHubLog.On(parts.Store);
        return triggers.SelectMany(trigger => Enumerable.Range(0, log.PartitionCount(trigger.Hub))
            .Select(partition => new PartitionListener(trigger, partition, log, host, parts)));
    }

    private int Partitions(string hub, StartupFaults faults)
    {
        var name = $"OmniFunctions.Local:EventHubs:{hub}:PartitionCount";
        if (settings[name] is not { } text) return DefaultPartitions;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxPartitions) return count;
        faults.Add($"The setting {name} is '{text}', which is no number from 1 to {MaxPartitions}.");
        return DefaultPartitions;
    }

    private static IReadOnlyList<EventData> Events(InvocationContext context) => ((EventHubTriggerData)context.Trigger).Events;
}
