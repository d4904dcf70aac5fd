using OmniFunctions.Customers;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.Policies;

/// <summary>Conditions and facts for the specs, and a second way to tell whether one holds: slow, plain, and straight from the words of the format.</summary>
internal static class Conditions
{
    internal static readonly QueueId Service = new("service");
    internal static readonly QueueId Night = new("night");

    /// <summary>A Wednesday, 09:30 in Shanghai, 01:30 in UTC.</summary>
    internal static readonly DateTimeOffset Morning = new(2026, 4, 15, 1, 30, 0, TimeSpan.Zero);

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static readonly string[] Tiers = ["standard", "silver", "gold"];

    internal static ServicePolicy Policy { get; } = new(
        "conditions",
        Service,
        null,
        [new QueuePolicy(Service, "Service", Hours: "office"), new QueuePolicy(Night, "Night")],
        Tiers: Tiers,
        Hours: [new QueueHours("office", "Asia/Shanghai", WeekHours.Weekdays(new Period("09:00", "18:00")))]);

    internal static Facts Everything { get; } = new(
        "wechat-oa",
        "main",
        Morning,
        "refund",
        "zh",
        Person("gold", "zh", ["vip", "b2b"], ("city", AttributeValue.Of("Hangzhou")), ("orders", AttributeValue.Of(12))),
        Service,
        new QueueFigures(Length: 7, Staffed: 4, Free: 0, WaitSeconds: 95, EstimateSeconds: 240));

    internal static Facts Nothing { get; } = new("webchat", "site", Morning);

    internal static PersonFacts Person(string? tier, string? language, string[] tags, params (string Name, AttributeValue Value)[] attributes) =>
        PersonFacts.None with
        {
            Tier = tier,
            Language = language,
            Tags = [.. tags],
            Attributes = PersonFacts.None.Attributes.AddRange(attributes.Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value))),
        };

    internal static Condition If(string field, ConditionOperator op, params object[] values) => new Condition.Test(
        field, op, values is [var one] ? Operand(one) : new Operand.Many([.. values.Select(Operand)]));

    internal static CompiledCondition Compile(Condition condition) => Compile([condition])[0];

    internal static CompiledCondition[] Compile(IReadOnlyList<Condition> conditions)
    {
        var steps = conditions.Select(condition => new OverflowStep(OverflowAction.Notice, condition)).ToArray();
        var policy = CompiledPolicy.Of(Policy.With(Policy.Queues[0] with { Overflow = steps }), id => id == Shanghai.Id ? Shanghai : null);
        return [.. policy.OverflowOf(Service).Select(step => step.When)];
    }

    internal static bool Says(Condition condition, in Facts facts)
    {
        var known = facts;
        return condition switch
        {
            Condition.All all => all.Of.All(part => Says(part, known)),
            Condition.Any any => any.Of.Any(part => Says(part, known)),
            Condition.None none => !none.Of.Any(part => Says(part, known)),
            Condition.Test test => Says(test, Fact(test.Field, known)),
            _ => throw new InvalidOperationException("There is no such condition."),
        };
    }

    /// <param name="fact">A text, a number, a flag, a list of texts; null when it is absent.</param>
    private static bool Says(Condition.Test test, object? fact)
    {
        if (test.Operator == ConditionOperator.Exists) return test.Value == new Operand.Flag(fact is not null);
        if (fact is null) return test.Operator is ConditionOperator.IsNot or ConditionOperator.NotIn;
        object[] wanted = test.Value is Operand.Many many ? [.. many.Values.Select(Plain)] : [Plain(test.Value)];
        object[] found = fact is IEnumerable<string> several ? [.. several] : [fact];
        return test.Operator switch
        {
            ConditionOperator.Is or ConditionOperator.In => found.Intersect(wanted).Any(),
            ConditionOperator.IsNot or ConditionOperator.NotIn => !found.Intersect(wanted).Any(),
            ConditionOperator.Contains when fact is string text => text.ToUpperInvariant().Contains(((string)wanted[0]).ToUpperInvariant(), StringComparison.Ordinal),
            ConditionOperator.Contains => found.Contains(wanted[0]),
            ConditionOperator.StartsWith => fact is string text && text.ToUpperInvariant().StartsWith(((string)wanted[0]).ToUpperInvariant(), StringComparison.Ordinal),
            ConditionOperator.AtLeast => Rank(test.Field, fact) >= Rank(test.Field, wanted[0]),
            ConditionOperator.AtMost => Rank(test.Field, fact) <= Rank(test.Field, wanted[0]),
            _ => throw new InvalidOperationException("There is no such operator."),
        };
    }

    private static double Rank(string field, object value) => value switch
    {
        double number => number,
        string tier when field == "person.tier" => Array.IndexOf(Tiers, tier),
        _ => double.NaN,
    };

    private static object? Fact(string field, in Facts facts) => field switch
    {
        "channel" => facts.Channel,
        "account" => facts.Account,
        "topic" => facts.Topic,
        "language" => facts.Language,
        "person.tier" => facts.Person?.Tier ?? Tiers[0],
        "person.tags" => facts.Person is { Tags.Length: > 0 } person ? person.Tags.ToArray() : null,
        "person.language" => facts.Person?.Language,
        "queue" => facts.Queue?.Value,
        "queue.open" => facts.Queue is { } queue ? queue == Night || IsOffice(facts.At) : null,
        "queue.length" => (double?)facts.Figures?.Length,
        "queue.free" => (double?)facts.Figures?.Free,
        "queue.staffed" => (double?)facts.Figures?.Staffed,
        "queue.waitSeconds" => (double?)facts.Figures?.WaitSeconds,
        "queue.estimateSeconds" => (double?)facts.Figures?.EstimateSeconds,
        "time.hour" => (double)Local(facts).Hour,
        "time.weekday" => Local(facts).DayOfWeek.ToString().ToLowerInvariant(),
        _ => facts.Person?.Attributes.TryGetValue(field["person.".Length..], out var value) == true ? (object?)value.Text ?? value.Number : null,
    };

    private static DateTimeOffset Local(in Facts facts) => facts.Queue == Night ? facts.At : TimeZoneInfo.ConvertTime(facts.At, Shanghai);

    private static bool IsOffice(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Shanghai) is { DayOfWeek: not (DayOfWeek.Saturday or DayOfWeek.Sunday), Hour: >= 9 and < 18 };

    private static object Plain(Operand operand) => operand switch
    {
        Operand.Text text => text.Value,
        Operand.Number number => number.Value,
        Operand.Flag flag => flag.Value,
        _ => throw new InvalidOperationException("There is no such operand."),
    };

    private static Operand Operand(object value) => value switch
    {
        string text => new Operand.Text(text),
        bool flag => new Operand.Flag(flag),
        int number => new Operand.Number(number),
        _ => throw new InvalidOperationException("There is no such operand."),
    };
}
