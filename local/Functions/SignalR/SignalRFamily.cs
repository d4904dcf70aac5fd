using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using OmniFunctions.Local.SignalR;

namespace OmniFunctions.Local.Functions;

/// <summary>Functions that answer to the clients of hubs.</summary>
internal sealed class SignalRFamily(SignalRBindings hubs, SettingResolver settings) : TriggerFamily, IUpstream
{
    private const string Connections = "connections";
    private const string Messages = "messages";
    private readonly Dictionary<(string Hub, string Category, string Event), (Function Function, Type[] Parameters)> functions = new(new IgnoringCase());
    private HostParts? parts;

    public override string Type => "signalRTrigger";

    /// <summary>Itself where there is any function for it to call.</summary>
    public IUpstream? Upstream => functions.Count > 0 ? this : null;

    public override bool Owns(TriggerBindingAttribute trigger) => trigger is SignalRTriggerAttribute;

    public override ArgumentBinder? BindTrigger(ParameterInfo parameter, TriggerBindingAttribute trigger) =>
        parameter.ParameterType == typeof(SignalRInvocationContext) ? static context => new(((SignalRTriggerData)context.Trigger).Context)
        : parameter.ParameterType == typeof(string) ? static context => new(JsonSerializer.Serialize(((SignalRTriggerData)context.Trigger).Context))
        : null;

    public override ArgumentBinder? BindExtra(ParameterInfo parameter, TriggerBindingAttribute trigger)
    {
        var index = Array.IndexOf(((SignalRTriggerAttribute)trigger).ParameterNames, parameter.Name);
        return index < 0 ? null : context => new(((SignalRTriggerData)context.Trigger).Arguments[index]);
    }

    public override void Add(Function function, TriggerBindingAttribute trigger, StartupFaults faults)
    {
        var attribute = (SignalRTriggerAttribute)trigger;
        var where = $"Function {function.Name}";
        var hub = settings.Resolve(attribute.HubName, where);
        hubs.Hubs.Add(hub);
        var isKnown = string.Equals(attribute.Category, Messages, StringComparison.OrdinalIgnoreCase)
            || (string.Equals(attribute.Category, Connections, StringComparison.OrdinalIgnoreCase) && attribute.Event.ToUpperInvariant() is "CONNECTED" or "DISCONNECTED");
        if (!isKnown) faults.Add($"{where} listens to {attribute.Category}/{attribute.Event}; there are messages of any name, and connections/connected and connections/disconnected.");
        if (!functions.TryAdd((hub, attribute.Category, attribute.Event), (function, ParameterTypes(function, attribute))))
            faults.Add($"{where} and another function both answer to {attribute.Category}/{attribute.Event} of the hub '{hub}'.");
    }

    public override IEnumerable<IListener> Listeners(HostParts parts)
    {
        this.parts = parts;
        return [];
    }

    public IReadOnlyList<Type>? ParametersOf(string hub, string method) =>
        functions.TryGetValue((hub, Messages, method), out var found) ? found.Parameters : null;

    public async Task<object?> CallAsync(string hub, string method, ClientCaller caller, object?[] arguments)
    {
        var function = functions[(hub, Messages, method)].Function;
        try
        {
            return function.Outputs.Answer(await RunAsync(function, new(hub, SignalRInvocationCategory.Messages, method, caller, arguments, null)));
        }
        catch (Exception e)
        {
            // Logged where it ran. A client learns that it failed and nothing of the inside.
            throw new HubException($"The method {method} failed.", e);
        }
    }

    public void Connected(string hub, ClientCaller caller) => Tell(hub, "connected", caller, null);

    public void Disconnected(string hub, ClientCaller caller, string? error) => Tell(hub, "disconnected", caller, error);

    private void Tell(string hub, string what, ClientCaller caller, string? error)
    {
        if (functions.TryGetValue((hub, Connections, what), out var found))
            _ = RunAsync(found.Function, new(hub, SignalRInvocationCategory.Connections, what, caller, [], error)).ContinueWith(
                static run => run.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private Task<object?> RunAsync(Function function, SignalRTriggerData data) => parts!.Runner.RunAsync(function, data, parts.Abort);

    /// <summary>An argument that no parameter takes is left as it came.</summary>
    private static Type[] ParameterTypes(Function function, SignalRTriggerAttribute attribute)
    {
        var parameters = function.Definition.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Type, StringComparer.Ordinal);
        return [.. attribute.ParameterNames.Select(name => parameters.GetValueOrDefault(name, typeof(JsonElement)))];
    }

    private sealed class IgnoringCase : IEqualityComparer<(string Hub, string Category, string Event)>
    {
        private static readonly StringComparer Words = StringComparer.OrdinalIgnoreCase;

        public bool Equals((string Hub, string Category, string Event) one, (string Hub, string Category, string Event) other) =>
            Words.Equals(one.Hub, other.Hub) && Words.Equals(one.Category, other.Category) && Words.Equals(one.Event, other.Event);

        public int GetHashCode((string Hub, string Category, string Event) key) =>
            HashCode.Combine(Words.GetHashCode(key.Hub), Words.GetHashCode(key.Category), Words.GetHashCode(key.Event));
    }
}
