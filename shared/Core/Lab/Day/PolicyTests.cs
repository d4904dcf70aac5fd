using System.Globalization;
using OmniFunctions.Policies;

namespace OmniFunctions.Lab.Day;

/// <summary>What a policy asks about customers: a day whose customers had none of it would try none of its rules.</summary>
internal static class PolicyTests
{
    private const string Tags = "person.tags";
    private const string PersonPrefix = "person.";
    private static readonly string[] OwnMembers = ["person.tier", "person.language", Tags];

    public static IReadOnlyList<string> Channels(ServicePolicy policy) =>
        [.. Values(policy, "channel").Concat(policy.ChannelQueues.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Tags and attributes that some rule looks for, each with a value that it looks for.</summary>
    public static IEnumerable<(string Name, string Value, bool IsTag)> Traits(ServicePolicy policy) => Tests(policy)
        .Where(test => test.Field == Tags || (test.Field.StartsWith(PersonPrefix, StringComparison.Ordinal) && !OwnMembers.Contains(test.Field)))
        .SelectMany(test => Texts(test.Value).Select(value => (test.Field[PersonPrefix.Length..], value, test.Field == Tags)))
        .Distinct();

    private static IEnumerable<string> Values(ServicePolicy policy, string field) =>
        Tests(policy).Where(test => test.Field == field).SelectMany(test => Texts(test.Value));

    private static IEnumerable<Condition.Test> Tests(ServicePolicy policy) => policy.Routes.Select(rule => rule.When)
        .Concat(policy.Needs.Select(rule => rule.When))
        .Concat(policy.Targets.Select(rule => rule.When))
        .Concat(policy.Silence.Select(rule => rule.When))
        .Concat(policy.Bot.Select(rule => rule.When))
        .Concat(policy.Queues.SelectMany(queue => queue.Overflow).Select(step => step.When))
        .SelectMany(Tests);

    private static IEnumerable<Condition.Test> Tests(Condition? condition) => condition switch
    {
        null => [],
        Condition.Test test => [test],
        Condition.All all => all.Of.SelectMany(Tests),
        Condition.Any any => any.Of.SelectMany(Tests),
        Condition.None none => none.Of.SelectMany(Tests),
        _ => throw new InvalidOperationException($"Nobody looks into {condition.GetType().Name}."),
    };

    private static IEnumerable<string> Texts(Operand value) => value switch
    {
        Operand.Text text => [text.Value],
        Operand.Number number => [number.Value.ToString(CultureInfo.InvariantCulture)],
        Operand.Many many => many.Values.SelectMany(Texts),
        Operand.Flag => [],
        _ => throw new InvalidOperationException($"Nobody looks into {value.GetType().Name}."),
    };
}
