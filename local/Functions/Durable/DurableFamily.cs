using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OmniFunctions.Local.DurableTask;

namespace OmniFunctions.Local.Functions;

/// <summary>Orchestrators, activities and entities as functions, beside those that are classes, and the client to them all.</summary>
internal sealed class DurableFamily(DurableSettings host) : TriggerFamily, IBindingSource
{
    private readonly List<(string Name, Action<DurableTaskRegistry, HostParts> Register)> tasks = [];
    private bool hasClient;
    private Func<DurableTaskClient>? client;
    private IReadOnlyList<IListener> listeners = [];

    public override string Type => "durable trigger";

    public override bool Owns(TriggerBindingAttribute trigger) =>
        trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute or EntityTriggerAttribute;

    public override ArgumentBinder? BindTrigger(ParameterInfo parameter, TriggerBindingAttribute trigger) => trigger switch
    {
        OrchestrationTriggerAttribute => parameter.ParameterType == typeof(TaskOrchestrationContext)
            ? static context => new(((OrchestrationTriggerData)context.Trigger).Context)
            : null,
        EntityTriggerAttribute => parameter.ParameterType == typeof(TaskEntityDispatcher) ? Dispatcher : null,
        _ => parameter.ParameterType == typeof(TaskActivityContext)
            ? static context => new(((ActivityTriggerData)context.Trigger).Context)
            : Input(parameter),
    };

    public override void Add(Function function, TriggerBindingAttribute trigger, StartupFaults faults)
    {
        var (name, register) = trigger switch
        {
            OrchestrationTriggerAttribute orchestration => (orchestration.Orchestration ?? function.Name, Orchestrator),
            EntityTriggerAttribute entity => (entity.EntityName ?? function.Name, Entity),
            _ => (((ActivityTriggerAttribute)trigger).Activity ?? function.Name, (Action<TaskName, DurableTaskRegistry, HostParts>)Activity),
        };
        tasks.Add((name, (registry, parts) => register(name, registry, parts)));

        void Orchestrator(TaskName task, DurableTaskRegistry registry, HostParts parts) =>
            registry.AddOrchestrator(task, () => new FunctionOrchestrator(function, parts));

        void Entity(TaskName task, DurableTaskRegistry registry, HostParts parts) =>
            registry.AddEntity(task, _ => new FunctionEntity(function, parts));

        void Activity(TaskName task, DurableTaskRegistry registry, HostParts parts)
        {
            var bearer = function.Definition.Parameters.Single(parameter => parameter.Name == function.TriggerName).Type;
            var input = bearer == typeof(TaskActivityContext) ? typeof(object) : bearer;
            registry.AddActivity(task, _ => new FunctionActivity(function, input, parts));
        }
    }

    public ArgumentBinder? BindInput(ParameterInfo parameter, InputBindingAttribute input, string where)
    {
        if (input is not DurableClientAttribute || parameter.ParameterType != typeof(DurableTaskClient)) return null;
        hasClient = true;
        return _ => new(client!());
    }

    public IOutputBinding? BindOutput(OutputBindingAttribute output, string where) => null;

    /// <summary>Opens the hub, if the app has anything durable, so that its client works before the tasks run.</summary>
    /// <exception cref="StartupRefusedException">Two tasks have one name.</exception>
    public void Open(HostParts parts)
    {
        if (tasks.Count == 0 && !hasClient && parts.Services.GetService<DurableWorkerRegistration>() is null) return;
        var registry = parts.Services.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(Options.DefaultName);
        foreach (var (name, register) in tasks)
        {
            try
            {
                register(registry, parts);
            }
            catch (ArgumentException e)
            {
                throw new StartupRefusedException($"The durable task {name} is registered twice: as a function and as a class, or as two functions.", e);
            }
        }

        var worker = parts.Services.GetRequiredService<IOptionsMonitor<DurableTaskWorkerOptions>>().Get(Options.DefaultName);
        var hub = new TaskHub(parts.Store, new RegistryFactory(registry), parts.Services, parts.Time, parts.Loggers, new TaskHubOptions
        {
            HubName = host.HubName,
            MaxConcurrentOrchestrators = host.MaxOrchestrators,
            MaxConcurrentActivities = host.MaxActivities,
            MaxConcurrentEntities = host.MaxEntities,
            MaxEntityOperationBatchSize = host.MaxEntityBatch,
            MaximumTimerInterval = worker.MaximumTimerInterval,
            DefaultVersion = host.DefaultVersion,
            Versioning = worker.Versioning ?? VersionsOf(host),
            DataConverter = new JsonDataConverter(new JsonSerializerOptions(JsonSerializerDefaults.Web)),
        });
        client = () => hub.Client;
        listeners = [new HubListener(hub)];
    }

    public override IEnumerable<IListener> Listeners(HostParts parts) => listeners;

    /// <summary>Without a version in host.json none is compared.</summary>
    private static DurableTaskWorkerOptions.VersioningOptions? VersionsOf(DurableSettings host) => host.DefaultVersion.Length == 0 ? null : new()
    {
        Version = host.DefaultVersion,
        DefaultVersion = host.DefaultVersion,
        MatchStrategy = Enum.Parse<DurableTaskWorkerOptions.VersionMatchStrategy>(host.VersionMatch, ignoreCase: true),
        FailureStrategy = Enum.Parse<DurableTaskWorkerOptions.VersionFailureStrategy>(host.VersionFailure, ignoreCase: true),
    };

    private static ArgumentBinder Input(ParameterInfo parameter)
    {
        var absent = parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
        return context => new(((ActivityTriggerData)context.Trigger).Input ?? absent);
    }

    private static ValueTask<object?> Dispatcher(InvocationContext context)
    {
        var trigger = (EntityTriggerData)context.Trigger;
        return new(trigger.Dispatcher = new TaskEntityDispatcher(trigger.Operation, context.InstanceServices));
    }
}
