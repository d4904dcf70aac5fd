using OmniFunctions.Documents;

namespace OmniFunctions.Policies;

/// <summary>
/// Whether a document of the right form makes sense: loops, calendars, ladders that lead nowhere. It says nothing of ids that are not there; the form
/// has said that, and here they are passed over.
/// </summary>
internal static class PolicySense
{
    /// <summary>What stands in an address in the place of a version.</summary>
    private static readonly string[] Reserved = ["draft", "history", "live", "schema", "diff", "validate", "activate", "rollback"];

    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy, Func<string, TimeZoneInfo?> zones) =>
    [
        .. Version(policy.Version),
        .. Trees.Faults(policy.Teams, team => team.Id, team => team.Parent, "teams", PolicyLimits.MaxTeamLevels),
        .. HoursSense.Faults(policy, zones),
        .. policy.Queues.SelectMany((queue, index) => QueueSense.Faults(policy, queue, At("queues", index))),
        .. OverflowLoops.Faults(policy),
        .. RouteSense.Faults(policy),
        .. TargetSense.Faults(policy),
        .. TextSense.Faults(policy),
        .. BotSense.Faults(policy),
    ];

    private static IEnumerable<PolicyFault> Version(string version) =>
        Reserved.Contains(version) ? [new("version", $"'{version}' means something else where a version is named.")] : [];

    internal static string At(string list, int index) => ShapeReading.Below(list, index);

    /// <summary>Rules of which the first that matches decides: one that always does leaves nothing to those below it.</summary>
    internal static IEnumerable<PolicyFault> Unreachable<T>(IReadOnlyList<T> rules, Func<T, Condition?> when, string list, Func<T, string>? sort = null)
    {
        var closed = new Dictionary<string, int>();
        for (var i = 0; i < rules.Count; i++)
        {
            var of = sort?.Invoke(rules[i]) ?? "";
            if (closed.TryGetValue(of, out var by))
            {
                yield return new(At(list, i), $"It is never reached: {At(list, by)} above matches always.", Severity.Warning);
            }
            else if (IsAlways(when(rules[i])))
            {
                closed[of] = i;
            }
        }
    }

    private static bool IsAlways(Condition? condition) => condition is null or Condition.All { Of.Count: 0 } or Condition.None { Of.Count: 0 };
}
