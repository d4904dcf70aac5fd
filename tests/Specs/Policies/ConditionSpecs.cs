using FsCheck;
using FsCheck.Fluent;
using OmniFunctions.Customers;
using OmniFunctions.Policies;
using static OmniFunctions.Policies.ConditionOperator;
using static OmniFunctions.Tests.Specs.Policies.Conditions;

namespace OmniFunctions.Tests.Specs.Policies;

public sealed class ConditionSpecs
{
    private const int Runs = 100;

    /// <summary>Conditions in one document: compiling its calendar takes longer than asking.</summary>
    private const int AtATime = 50;

    public static TheoryData<Condition, bool> AboutEverything { get; } = new()
    {
        { If("channel", Is, "wechat-oa"), true },
        { If("channel", Is, "WeChat-OA"), false },
        { If("channel", IsNot, "webchat"), true },
        { If("channel", In, "webchat", "wechat-oa"), true },
        { If("channel", NotIn, "webchat", "wechat-oa"), false },
        { If("account", StartsWith, "MA"), true },
        { If("topic", Contains, "FUN"), true },
        { If("topic", Contains, "order"), false },
        { If("language", Exists, true), true },
        { If("person.tier", Is, "gold"), true },
        { If("person.tier", AtLeast, "silver"), true },
        { If("person.tier", AtMost, "silver"), false },
        { If("person.tags", Contains, "vip"), true },
        { If("person.tags", Contains, "vi"), false },
        { If("person.tags", In, "press", "b2b"), true },
        { If("person.tags", NotIn, "press", "b2b"), false },
        { If("person.city", Is, "Hangzhou"), true },
        { If("person.city", StartsWith, "hang"), true },
        { If("person.city", AtLeast, 3), false },
        { If("person.orders", AtLeast, 12), true },
        { If("person.orders", Is, "12"), false },
        { If("person.birthday", Exists, false), true },
        { If("queue", Is, "service"), true },
        { If("queue.open", Is, true), true },
        { If("queue.open", IsNot, false), true },
        { If("queue.length", AtLeast, 8), false },
        { If("queue.free", Is, 0), true },
        { If("queue.waitSeconds", AtMost, 95), true },
        { If("time.hour", Is, 9), true },
        { If("time.hour", In, 8, 9, 10), true },
        { If("time.weekday", In, "tuesday", "wednesday"), true },
        { If("time.weekday", IsNot, "wednesday"), false },
        { new Condition.All([]), true },
        { new Condition.Any([]), false },
        { new Condition.None([]), true },
        { new Condition.All([If("channel", Is, "wechat-oa"), If("queue.free", Is, 1)]), false },
        { new Condition.Any([If("queue.free", Is, 1), If("channel", Is, "wechat-oa")]), true },
        { new Condition.None([If("queue.free", Is, 1), If("channel", Is, "webchat")]), true },
        { new Condition.None([If("queue.free", Is, 1), If("channel", Is, "wechat-oa")]), false },
    };

    [Theory]
    [MemberData(nameof(AboutEverything))]
    public void A_condition_means_what_it_says(Condition condition, bool holds)
    {
        Assert.Equal(holds, Compile(condition).Holds(Everything));
        Assert.Equal(holds, Says(condition, Everything));
    }

    [Theory]
    [InlineData("topic", Is, "refund")]
    [InlineData("topic", In, "refund")]
    [InlineData("topic", Contains, "refund")]
    [InlineData("topic", StartsWith, "refund")]
    [InlineData("person.tags", Contains, "vip")]
    [InlineData("person.orders", AtLeast, 0)]
    [InlineData("person.orders", AtMost, 0)]
    [InlineData("queue.length", AtLeast, 0)]
    [InlineData("queue.length", AtMost, 0)]
    [InlineData("queue.open", Is, true)]
    [InlineData("queue.open", Is, false)]
    [InlineData("queue.estimateSeconds", Exists, true)]
    public void A_fact_that_is_not_there_makes_every_test_false(string field, ConditionOperator op, object value) =>
        Assert.False(Compile(If(field, op, value)).Holds(Nothing));

    [Theory]
    [InlineData("topic", IsNot, "refund")]
    [InlineData("topic", NotIn, "refund")]
    [InlineData("person.tags", NotIn, "vip")]
    [InlineData("queue.length", IsNot, 0)]
    [InlineData("queue.open", IsNot, true)]
    [InlineData("person.orders", Exists, false)]
    public void Except_those_that_ask_for_its_absence(string field, ConditionOperator op, object value) =>
        Assert.True(Compile(If(field, op, value)).Holds(Nothing));

    [Theory]
    [InlineData(null)]
    [InlineData("platinum")]
    public void A_person_without_a_tier_that_the_document_knows_is_of_the_first(string? tier) =>
        Assert.True(Compile(If("person.tier", Is, "standard")).Holds(Everything with { Person = Person(tier, null, []) }));

    [Fact]
    public void The_hour_and_the_weekday_are_those_of_the_queues_own_zone()
    {
        var sunday = new DateTimeOffset(2026, 4, 12, 23, 0, 0, TimeSpan.Zero);
        var mondayMorning = Compile(new Condition.All([If("time.weekday", Is, "monday"), If("time.hour", Is, 7)]));

        Assert.True(mondayMorning.Holds(Everything with { At = sunday }));
        Assert.True(mondayMorning.Holds(Everything with { At = sunday, Queue = null }));
        Assert.False(mondayMorning.Holds(Everything with { At = sunday, Queue = Night }));
    }

    [Fact]
    public void A_queue_is_open_by_its_hours_and_always_without_them()
    {
        var open = Compile(If("queue.open", Is, true));
        var evening = Everything with { At = Morning.AddHours(10) };

        Assert.True(open.Holds(Everything));
        Assert.False(open.Holds(evening));
        Assert.True(open.Holds(evening with { Queue = Night }));
    }

    [Fact]
    public void What_kept_a_condition_from_holding_is_named_with_what_was_found()
    {
        var vip = new Condition.All([If("channel", Is, "wechat-oa"), new Condition.Any([If("person.tier", AtLeast, "gold"), If("person.tags", Contains, "vip")])]);
        var silver = Everything with { Person = Person("silver", null, ["b2b"]) };

        Assert.Null(Compile(vip).WhyNot(Everything));
        Assert.Equal("person.tier atLeast gold (silver)", Compile(vip).WhyNot(silver));
        Assert.Equal("topic is refund (absent)", Compile(If("topic", Is, "refund")).WhyNot(Nothing));
        Assert.Equal("none: person.tags contains b2b", Compile(new Condition.None([If("person.tags", Contains, "b2b")])).WhyNot(silver));
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        var all = Compile(new Condition.All([.. AboutEverything.Select(row => (Condition)row[0]).Select(condition => new Condition.Any([condition, If("channel", Exists, true)]))]));
        var facts = Everything;
        Assert.True(all.Holds(facts));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) all.Holds(facts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Compiled_and_plain_reading_agree_about_any_condition_and_any_facts() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Runs),
        Prop.ForAll(AnyCondition(3).Zip(AnyFacts()).ListOf(AtATime).ToArbitrary(), pairs =>
        {
            var compiled = Compile([.. pairs.Select(pair => pair.Item1)]);
            return pairs.Zip(compiled).All(each => Agree(each.Second, each.First.Item1, each.First.Item2));
        }));

    private static bool Agree(CompiledCondition compiled, Condition condition, Facts facts) =>
        compiled.Holds(facts) == Says(condition, facts) && compiled.Holds(facts) == (compiled.WhyNot(facts) is null);

    private static Gen<Condition> AnyCondition(int depth)
    {
        var test =
            from field in Gen.Elements<FactField>([.. FactFields.Known, FactFields.Find("person.city")!, FactFields.Find("person.orders")!])
            from op in Gen.Elements<ConditionOperator>([.. FactFields.OperatorsOf(field.Kind)])
            from value in Value(field, op)
            select (Condition)new Condition.Test(field.Path, op, value);
        if (depth == 0) return test;

        var parts = from count in Gen.Choose(0, 3) from list in AnyCondition(depth - 1).ListOf(count) select list;
        return Gen.OneOf(
            test,
            from of in parts select (Condition)new Condition.All([.. of]),
            from of in parts select (Condition)new Condition.Any([.. of]),
            from of in parts select (Condition)new Condition.None([.. of]));
    }

    private static Gen<Operand> Value(FactField field, ConditionOperator op)
    {
        if (op == Exists || field.Kind == FactKind.Flag) return from flag in Gen.Elements(true, false) select (Operand)new Operand.Flag(flag);
        var text = from word in Gen.Elements(Words(field)) select (Operand)new Operand.Text(word);
        var number = from n in Gen.Choose(-1, 12) select (Operand)new Operand.Number(n);
        var one = field.Kind switch
        {
            FactKind.Number => number,
            FactKind.Attribute when op is AtLeast or AtMost => number,
            FactKind.Attribute when op is not (Contains or StartsWith) => Gen.OneOf(text, number),
            _ => text,
        };
        return op is In or NotIn ? from count in Gen.Choose(1, 3) from list in one.ListOf(count) select (Operand)new Operand.Many([.. list]) : one;
    }

    private static string[] Words(FactField field) => field.Kind switch
    {
        FactKind.Tier => ["standard", "silver", "gold"],
        FactKind.Weekday => ["monday", "wednesday", "sunday"],
        _ => ["service", "night", "wechat-oa", "VIP", "vip", "zh", "h", ""],
    };

    private static Gen<Facts> AnyFacts() =>
        from channel in Gen.Elements("wechat-oa", "webchat")
        from topic in Gen.Elements(null, "refund", "vip service")
        from hours in Gen.Choose(0, 24 * 14)
        from queue in Gen.Elements<QueueId?>(null, Service, Night)
        from length in Gen.Choose(-1, 12)
        from tier in Gen.Elements(null, "standard", "silver", "gold")
        from tags in Gen.SubListOf<string>(["vip", "VIP", "zh"])
        from city in Gen.Elements<AttributeValue?>(null, AttributeValue.Of("zh"), AttributeValue.Of("Night"), AttributeValue.Of(3))
        select new Facts(
            channel,
            "main",
            Morning.AddHours(hours),
            topic,
            length % 2 == 0 ? "zh" : null,
            length < 0 ? null : city is { } there ? Person(tier, null, [.. tags], ("city", there)) : Person(tier, "zh", [.. tags], ("orders", AttributeValue.Of(length))),
            queue,
            length < 0 ? null : new QueueFigures(length, length / 2, length / 3, length * 10, length % 3 == 0 ? null : length));
}
