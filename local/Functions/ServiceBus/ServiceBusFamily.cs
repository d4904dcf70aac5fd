using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>A Service Bus trigger with everything about it resolved.</summary>
internal sealed record QueueTrigger(Function Function, string Queue, string Connection, bool IsBatched, bool HasSessions, bool AutoComplete);

internal sealed class ServiceBusFamily(ServiceBusSettings host, SettingResolver settings, StartupFaults faults) : TriggerFamily, IBindingSource
{
    private const string DefaultConnection = "AzureWebJobsServiceBus";
    private readonly List<QueueTrigger> triggers = [];
    private readonly Dictionary<string, QueueOptions> queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> outputs = new(StringComparer.OrdinalIgnoreCase);

    public override string Type => "serviceBusTrigger";

    public override bool Owns(TriggerBindingAttribute trigger) => trigger is ServiceBusTriggerAttribute;

    public override ArgumentBinder? BindTrigger(ParameterInfo parameter, TriggerBindingAttribute trigger)
    {
        var type = parameter.ParameterType;
        if (((ServiceBusTriggerAttribute)trigger).IsBatched)
            return type.IsArray ? PayloadReader.Array(type.GetElementType()!, Messages, static message => message.Body) : null;
        if (type == typeof(ServiceBusReceivedMessage)) return static context => new(Messages(context)[0]);
        if (type == typeof(ServiceBusReceivedMessage[])) return null;
        var read = PayloadReader.For(type);
        return context => new(read(Messages(context)[0].Body, context));
    }

    public override ArgumentBinder? BindExtra(ParameterInfo parameter, TriggerBindingAttribute trigger)
    {
        if (parameter.ParameterType == typeof(ServiceBusMessageActions)) return static context => new(new ServiceBusMessageActions(Data(context).Settlement));
        if (parameter.ParameterType == typeof(ServiceBusSessionMessageActions) && ((ServiceBusTriggerAttribute)trigger).IsSessionsEnabled)
            return static context => new(new ServiceBusSessionMessageActions((ISessionHandle)Data(context).Settlement));
        return null;
    }

    public override void Add(Function function, TriggerBindingAttribute trigger, StartupFaults faults)
    {
        var attribute = (ServiceBusTriggerAttribute)trigger;
        var where = $"Function {function.Name}";
        if (attribute.QueueName is not { } name)
        {
            faults.Add($"{where} listens to a topic; this platform has queues only.");
            return;
        }

        var queue = settings.Resolve(name, where);
        var connection = settings.Connection(attribute.Connection, DefaultConnection, where);
        triggers.Add(new(function, queue, connection, attribute.IsBatched, attribute.IsSessionsEnabled, attribute.AutoCompleteAsSet ?? host.AutoComplete));
        if (queue.EndsWith(ServiceBusBroker.DeadLetterSuffix, StringComparison.OrdinalIgnoreCase)) return;
        var options = QueueSettings.For(queue, attribute.IsSessionsEnabled, settings, faults);
        if (!queues.TryAdd(queue, options) && queues[queue].RequiresSession != options.RequiresSession)
            faults.Add($"{where} and another function disagree on whether the queue '{queue}' has sessions.");
    }

    public ArgumentBinder? BindInput(ParameterInfo parameter, InputBindingAttribute input, string where) => null;

    public IOutputBinding? BindOutput(OutputBindingAttribute output, string where)
    {
        if (output is not ServiceBusOutputAttribute attribute) return null;
        if (attribute.EntityType == ServiceBusEntityType.Topic) faults.Add($"{where} sends to a topic; this platform has queues only.");
        var queue = settings.Resolve(attribute.QueueOrTopicName, where);
        outputs.Add(queue);
        return new ServiceBusOutput(settings.Connection(attribute.Connection, DefaultConnection, where), queue);
    }

    public override void Declare(EmbeddedStore store)
    {
        // A queue that functions only send to has no trigger to say more about it.
        foreach (var name in outputs) queues.TryAdd(name, QueueSettings.For(name, sessions: false, settings, new StartupFaults()));
        if (queues.Count == 0) return;
        var broker = ServiceBusBroker.On(store);
        foreach (var (name, options) in queues) broker.DeclareQueue(name, options);
    }

    public override IEnumerable<IListener> Listeners(HostParts parts) => triggers.Select(IListener (trigger) =>
        trigger.IsBatched ? new BatchListener(trigger, host, parts)
        : trigger.HasSessions ? new SessionListener(trigger, host, parts)
        : new QueueListener(trigger, host, parts));

    private static ServiceBusTriggerData Data(InvocationContext context) => (ServiceBusTriggerData)context.Trigger;

    private static IReadOnlyList<ServiceBusReceivedMessage> Messages(InvocationContext context) => Data(context).Messages;
}
