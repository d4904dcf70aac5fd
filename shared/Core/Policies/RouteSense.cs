using OmniFunctions.Documents;

namespace OmniFunctions.Policies;

/// <summary>Rules that say which queue and which skills.</summary>
internal static class RouteSense
{
    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy) =>
    [
        .. PolicySense.Unreachable(policy.Routes, rule => rule.When, "routes"),
        .. Names([.. policy.Routes.Select(rule => rule.Name)], "routes"),
        .. Names([.. policy.Needs.Select(rule => rule.Name)], "needs"),
        .. Seats(policy),
        .. policy.Needs.SelectMany((rule, index) => Need(rule, PolicySense.At("needs", index))),
    ];

    /// <summary>Explanations name rules: two of one name would explain nothing.</summary>
    internal static IEnumerable<PolicyFault> Names(IReadOnlyList<string> names, string list)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var first = names.ToList().IndexOf(names[i]);
            if (first < i) yield return new($"{PolicySense.At(list, i)}.name", $"'{names[i]}' is already the name of {PolicySense.At(list, first)}.");
        }
    }

    private static IEnumerable<PolicyFault> Seats(ServicePolicy policy) => policy.Bot.Count > 0 ? [] : policy.Routes
        .Select((rule, index) => (rule.Seat, Path: $"{PolicySense.At("routes", index)}.seat"))
        .Where(rule => rule.Seat == Seat.Bot)
        .Select(rule => new PolicyFault(rule.Path, "The document has no bot.", Severity.Warning));

    private static IEnumerable<PolicyFault> Need(NeedRule rule, string path)
    {
        if (rule is { Require.Count: 0, Prefer.Count: 0, Priority: 0, OwnerFirst: false }) yield return new(path, "It asks for nothing: require, prefer, priority or ownerFirst is missing.");
        foreach (var fault in Once(rule.Require, $"{path}.require").Concat(Once(rule.Prefer, $"{path}.prefer"))) yield return fault;
    }

    private static IEnumerable<PolicyFault> Once(IReadOnlyList<Routing.SkillNeed> needs, string path) => needs
        .Select((need, index) => (need.Skill, index))
        .Where(need => needs.Take(need.index).Any(before => before.Skill == need.Skill))
        .Select(need => new PolicyFault($"{PolicySense.At(path, need.index)}.skill", $"'{need.Skill}' is already there."));
}
