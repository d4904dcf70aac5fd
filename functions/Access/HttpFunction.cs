using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Access;

/// <summary>One function with an HTTP trigger, as its attributes describe it.</summary>
/// <param name="Route">As in the trigger, without a leading slash.</param>
public sealed record HttpFunction(string Name, IReadOnlyList<string> Methods, string Route, RequiresAttribute Requires, MethodInfo Method)
{
    /// <exception cref="InvalidOperationException">Functions do not say who may call them; the message lists all of them.</exception>
    public static IReadOnlyList<HttpFunction> AllOf(Assembly assembly)
    {
        var found = (
            from type in assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            let function = method.GetCustomAttribute<FunctionAttribute>()
            let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null)
            where function is not null && trigger is not null
            orderby function.Name
            select (function.Name, trigger, Requires: method.GetCustomAttribute<RequiresAttribute>(), method)).ToArray();

        var silent = found.Where(one => one.Requires is null).Select(one => one.Name).ToArray();
        if (silent.Length > 0) throw new InvalidOperationException($"These HTTP functions do not say who may call them (add [Requires]): {string.Join(", ", silent)}.");
        return [.. found.Select(one => new HttpFunction(one.Name, one.trigger.Methods ?? [], one.trigger.Route ?? one.Name, one.Requires!, one.method))];
    }
}
