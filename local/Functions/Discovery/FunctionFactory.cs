using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OmniFunctions.Local.Functions;

/// <summary>Makes functions out of methods, and says of each method that cannot become one why not.</summary>
internal sealed class FunctionFactory(IReadOnlyList<TriggerFamily> families, IReadOnlyList<IBindingSource> sources, SettingResolver settings, StartupFaults faults)
{
    private readonly Dictionary<string, MethodInfo> byName = new(StringComparer.OrdinalIgnoreCase);

    public void Add(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var where = $"Function {name} ({Place(method)})";
        if (!byName.TryAdd(name, method))
        {
            faults.Add($"{where} has the name of {Place(byName[name])}.");
            return;
        }

        if (IsDisabled(name)) return;
        if (!IsCallable(method, where)) return;
        if (Trigger(method, where) is not var (parameter, trigger, family)) return;
        var arguments = method.GetParameters().Select(each => Bind(each, parameter, trigger, family, where)).ToArray();
        var outputs = Outputs(method, where);
        var retry = RetryPolicy.From(method.GetCustomAttribute<RetryAttribute>(), where, faults);
        if (arguments.Any(binder => binder is null)) return;
        var create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, System.Type.EmptyTypes);
        var definition = new DiscoveredDefinition(name, method, Inputs(method, family), [.. outputs.Outputs]);
        family.Add(new Function(definition, parameter.Name!, arguments!, CompiledInvoker.For(method), create, outputs, retry), trigger, faults);
    }

    /// <summary>As in the cloud host: the setting <c>AzureWebJobs.Name.Disabled</c>.</summary>
    private bool IsDisabled(string name) => settings[$"AzureWebJobs.{name}.Disabled"] is "1" || string.Equals(settings[$"AzureWebJobs.{name}.Disabled"], "true", StringComparison.OrdinalIgnoreCase);

    private bool IsCallable(MethodInfo method, string where)
    {
        if (method.ContainsGenericParameters) faults.Add($"{where} is generic.");
        else if (!method.IsStatic && method.DeclaringType!.IsAbstract) faults.Add($"{where} is a method of an abstract class.");
        else if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute))) faults.Add($"{where} is async void, so nobody would see it fail; return a Task.");
        else if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef)) faults.Add($"{where} has an out or ref parameter; outputs are returned.");
        else return true;
        return false;
    }

    private (ParameterInfo, TriggerBindingAttribute, TriggerFamily)? Trigger(MethodInfo method, string where)
    {
        var found = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>().Select(trigger => (Parameter: parameter, Trigger: trigger)))
            .ToList();
        if (found.Count != 1)
        {
            faults.Add(found.Count == 0 ? $"{where} has no trigger." : $"{where} has {found.Count} triggers.");
            return null;
        }

        var (bearer, attribute) = found[0];
        if (families.FirstOrDefault(family => family.Owns(attribute)) is { } owner) return (bearer, attribute, owner);
        faults.Add($"{where} has the unknown trigger {attribute.GetType().Name}.");
        return null;
    }

    private ArgumentBinder? Bind(ParameterInfo parameter, ParameterInfo triggerParameter, TriggerBindingAttribute trigger, TriggerFamily family, string where)
    {
        var binder =
            parameter == triggerParameter ? family.BindTrigger(parameter, trigger)
            : parameter.ParameterType == typeof(FunctionContext) ? static context => new(context)
            : parameter.ParameterType == typeof(CancellationToken) ? static context => new(context.CancellationToken)
            : parameter.GetCustomAttribute<InputBindingAttribute>() is { } input ? sources.Select(source => source.BindInput(parameter, input, where)).FirstOrDefault(made => made is not null)
            : parameter.IsDefined(typeof(FromBodyAttribute)) || parameter.IsDefined(typeof(Microsoft.AspNetCore.Mvc.FromBodyAttribute)) ? JsonBody.Binder(parameter)
            : family.BindExtra(parameter, trigger);
        if (binder is null) faults.Add($"{where} has the parameter {parameter.Name} of type {parameter.ParameterType.Name}, which a {family.Type} cannot fill.");
        return binder;
    }

    private OutputPlan Outputs(MethodInfo method, string where)
    {
        var result = ResultType(method.ReturnType);
        if (method.GetCustomAttribute<OutputBindingAttribute>() is { } whole and not HttpResultAttribute)
            return Output("$return", static value => value, whole, where) is { } output ? new(result, [output], answer: null) : OutputPlan.None;

        var properties = result is null || result.IsPrimitive || result == typeof(string) ? [] : result.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var outputs = properties
            .Where(property => property.GetCustomAttribute<OutputBindingAttribute>() is not (null or HttpResultAttribute))
            .Select(property => Output(property.Name, OutputPlan.Getter(property), property.GetCustomAttribute<OutputBindingAttribute>()!, where))
            .OfType<Output>()
            .ToList();
        var answer = properties.FirstOrDefault(property => property.IsDefined(typeof(HttpResultAttribute)))
            ?? (outputs.Count > 0 ? properties.FirstOrDefault(property => property.PropertyType == typeof(HttpResponseData)) : null);
        return outputs.Count == 0 && answer is null ? OutputPlan.None : new(result, outputs, answer is null ? null : OutputPlan.Getter(answer));
    }

    private Output? Output(string name, Func<object, object?> get, OutputBindingAttribute attribute, string where)
    {
        foreach (var source in sources)
            if (source.BindOutput(attribute, where) is { } binding) return new(name, get, binding);
        faults.Add($"{where} has the unknown output {attribute.GetType().Name}.");
        return null;
    }

    private static Type? ResultType(Type returned)
    {
        if (returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask)) return null;
        var isTask = returned.IsGenericType && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ValueTask<>));
        return isTask ? returned.GetGenericArguments()[0] : returned;
    }

    private static ImmutableDictionary<string, BindingMetadata> Inputs(MethodInfo method, TriggerFamily family) => method.GetParameters()
        .Where(parameter => parameter.IsDefined(typeof(BindingAttribute)))
        .ToImmutableDictionary(
            parameter => parameter.Name!,
            BindingMetadata (parameter) => new DiscoveredBinding(
                parameter.Name!,
                parameter.IsDefined(typeof(TriggerBindingAttribute)) ? family.Type : parameter.GetCustomAttribute<BindingAttribute>()!.GetType().Name,
                BindingDirection.In));

    private static string Place(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
