using System.Reflection;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>An Event Hubs trigger with everything about it resolved.</summary>
internal sealed record HubTrigger(Function Function, string Hub, string Group, bool IsBatched);

internal sealed class EventHubFamily(EventHubsSettings host, SettingResolver settings, StartupFaults faults) : TriggerFamily, IBindingSource
{
    private const string DefaultConnection = "AzureWebJobsEventHub";
    private const string DefaultGroup = "$Default";
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
        settings.Connection(attribute.Connection, DefaultConnection, where);
        triggers.Add(new(function, hub, settings.Resolve(attribute.ConsumerGroup ?? DefaultGroup, where), attribute.IsBatched));
        hubs.TryAdd(hub, HubSettings.For(hub, settings, faults));
    }

    public ArgumentBinder? BindInput(ParameterInfo parameter, InputBindingAttribute input, string where) => null;

    public IOutputBinding? BindOutput(OutputBindingAttribute output, string where)
    {
        if (output is not EventHubOutputAttribute attribute) return null;
        var hub = settings.Resolve(attribute.EventHubName, where);
        hubs.TryAdd(hub, HubSettings.For(hub, settings, faults));
        return new EventHubOutput(settings.Connection(attribute.Connection, DefaultConnection, where), hub);
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

    private static IReadOnlyList<EventData> Events(InvocationContext context) => ((EventHubTriggerData)context.Trigger).Events;
}
