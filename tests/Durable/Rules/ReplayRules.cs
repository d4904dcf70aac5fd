using System.Reflection;
using Microsoft.DurableTask;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>
/// Reads what the compiler made of orchestrators, and of every method of this repository that they reach, and refuses what a replay would
/// not do again. What it cannot see are values that come in through parameters, and code behind delegates that others hand over.
/// </summary>
internal static class ReplayRules
{
    private const int MaxMethodsPerOrchestrator = 20_000;

    public static IReadOnlyList<Violation> Check(IEnumerable<Type> types) =>
        [.. OrchestratorCode.Beginnings(types).SelectMany(Check).DistinctBy(violation => (violation.Rule, violation.Where, violation.What))];

    private static IEnumerable<Violation> Check(MethodBase beginning)
    {
        var orchestrator = Name(beginning);
        var seen = new HashSet<MethodBase>();
        var open = new Queue<MethodBase>([beginning]);
        var continuesAsNew = new HashSet<MethodBase>();
        var endless = new List<MethodBase>();
        while (open.TryDequeue(out var method))
        {
            if (!seen.Add(method)) continue;
            if (seen.Count > MaxMethodsPerOrchestrator) throw new InvalidOperationException($"{orchestrator} reaches more than {MaxMethodsPerOrchestrator} methods.");
            foreach (var body in OrchestratorCode.Bodies(method))
            {
                var code = Instruction.Of(body);
                for (var i = 0; i < code.Count; i++)
                {
                    if (Broken(body, code, i) is { } broken) yield return new Violation(broken.Rule, orchestrator, Name(method), broken.What);
                    foreach (var reached in Reached(code[i])) open.Enqueue(reached);
                }

                if (code.Any(IsContinueAsNew)) continuesAsNew.Add(method);
                if (Loops.NeverEnd(code)) endless.Add(method);
            }
        }

        // Wherever it continues as new, the history is cut; a loop that is left for it is no endless one.
        if (continuesAsNew.Count > 0) yield break;
        foreach (var method in endless) yield return new Violation(Rule.NoEndlessLoop, orchestrator, Name(method), "a loop without an end");
    }

    private static (Rule Rule, string What)? Broken(MethodBase body, IReadOnlyList<Instruction> code, int at)
    {
        switch (code[at].Member)
        {
            case FieldInfo { IsStatic: true } field when IsOurs(field) && Statics.MayChange(field) && !IsInitialization(body, field):
                return (Rule.NoMutableStatics, $"{field.DeclaringType!.Name}.{field.Name}");
            case MethodBase { Name: "ConfigureAwait" } when LeavesItsThread(code, at):
                return (Rule.NoConfigureAwaitFalse, "ConfigureAwait");
            case MethodBase used when Forbidden.Broken(used) is { } rule:
                return (rule, Name(used));
            default:
                return null;
        }
    }

    private static bool IsOurs(FieldInfo field) => field.DeclaringType!.Assembly.GetName().Name!.StartsWith("OmniFunctions.", StringComparison.Ordinal);

    // A static constructor fills its own fields.
    private static bool IsInitialization(MethodBase body, FieldInfo field) =>
        body is ConstructorInfo { IsStatic: true } && body.DeclaringType == field.DeclaringType;

    // The value is loaded right before the call; one that is not a constant may be false as well.
    private static bool LeavesItsThread(IReadOnlyList<Instruction> code, int at)
    {
        var parameter = ((MethodBase)code[at].Member!).GetParameters()[^1].ParameterType;
        if (at == 0 || code[at - 1].Constant is not { } value) return true;
        return parameter == typeof(bool) ? value == 0 : ((ConfigureAwaitOptions)value & ConfigureAwaitOptions.ContinueOnCapturedContext) == 0;
    }

    private static IEnumerable<MethodBase> Reached(Instruction step) => step.Member switch
    {
        MethodBase method when OrchestratorCode.IsOurs(method) => OrchestratorCode.Called(method),
        FieldInfo { IsStatic: true } field when OrchestratorCode.InitializerOf(field) is { } initializer && OrchestratorCode.IsOurs(initializer) => [initializer],
        _ => [],
    };

    private static bool IsContinueAsNew(Instruction step) =>
        step.Member is MethodBase { Name: nameof(TaskOrchestrationContext.ContinueAsNew) } method && typeof(TaskOrchestrationContext).IsAssignableFrom(method.DeclaringType);

    private static string Name(MethodBase method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
