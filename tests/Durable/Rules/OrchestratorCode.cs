using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DurableTask;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>Where orchestrator code begins, and which methods of this repository it reaches.</summary>
internal static class OrchestratorCode
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private const string EngineAssembly = "OmniFunctions.Local.DurableTask";

    /// <summary>Every method that is given an orchestration's context: orchestrator classes, functions, lambdas, and helpers.</summary>
    public static IEnumerable<MethodBase> Beginnings(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(Everything)
        where method.GetParameters().Any(parameter => parameter.ParameterType == typeof(TaskOrchestrationContext))
        select method;

    /// <summary>What is ours to read: not the base library, nor the packages, nor what stands in for them.</summary>
    public static bool IsOurs(MethodBase method) =>
        method.DeclaringType?.Assembly.GetName().Name is { } assembly
        && assembly.StartsWith("OmniFunctions.", StringComparison.Ordinal)
        && !assembly.StartsWith("OmniFunctions.Local.", StringComparison.Ordinal)
        && assembly != EngineAssembly;

    /// <summary>The methods that the compiler made of this one, itself first: an async method's code stands in a type of its own.</summary>
    public static IEnumerable<MethodBase> Bodies(MethodBase method)
    {
        yield return method;
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine && Open(machine.StateMachineType, method).GetMethod("MoveNext", Everything) is { } moves)
            yield return moves;
    }

    /// <summary>Those that may run when this method is called: an interface's or a base class's method is any of its implementations.</summary>
    public static IEnumerable<MethodBase> Called(MethodBase method)
    {
        if (method is not MethodInfo { IsAbstract: true } declared || declared.DeclaringType is not { } type) return [method];
        return from candidate in type.Assembly.GetTypes()
               where !candidate.IsAbstract && !candidate.IsInterface && type.IsAssignableFrom(candidate)
               from found in candidate.GetMethods(Everything)
               where found.Name == declared.Name && found.GetParameters().Select(p => p.ParameterType).SequenceEqual(declared.GetParameters().Select(p => p.ParameterType))
               select (MethodBase)found;
    }

    /// <summary>The static constructor that a use of the type's statics runs.</summary>
    public static MethodBase? InitializerOf(FieldInfo field) => field.DeclaringType?.TypeInitializer;

    private static Type Open(Type machine, MethodBase method)
    {
        if (!machine.IsGenericTypeDefinition) return machine;
        var arguments = (method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : [])
            .Concat(method.IsGenericMethod ? method.GetGenericArguments() : []).ToArray();
        return arguments.Length == machine.GetGenericArguments().Length ? machine.MakeGenericType(arguments) : machine;
    }
}
