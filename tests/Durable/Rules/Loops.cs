using System.Reflection;
using System.Reflection.Emit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>
/// Finds <c>while (true)</c> and <c>for (;;)</c> in compiled code: the compiler ends them with a jump back that asks nothing, where it ends
/// every other loop with one that does. Only loops that ask the context for something count, since they make the history grow.
/// </summary>
internal static class Loops
{
    public static bool NeverEnd(IReadOnlyList<Instruction> code) =>
        code.Any(step => step.Code.FlowControl == FlowControl.Branch && step.Target < step.Offset && AsksTheContext(code, step.Target.Value, step.Offset));

    private static bool AsksTheContext(IReadOnlyList<Instruction> code, int from, int to) =>
        code.Any(step => step.Offset >= from && step.Offset <= to && step.Member is MethodBase used && IsOfTheContext(used));

    private static bool IsOfTheContext(MethodBase used) =>
        (typeof(TaskOrchestrationContext).IsAssignableFrom(used.DeclaringType) || typeof(TaskOrchestrationEntityFeature).IsAssignableFrom(used.DeclaringType))
        && !used.Name.StartsWith("get_", StringComparison.Ordinal)
        || used.GetParameters().Any(parameter => parameter.ParameterType == typeof(TaskOrchestrationContext));
}
