using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Tests.Specs.Policies.Conditions;

namespace OmniFunctions.Tests.Specs.Policies;

/// <summary>What a policy answers, and which rule it names.</summary>
public sealed class CompiledPolicySpecs
{
    private static readonly QueueId Sales = new("sales");
    private static readonly SkillId Refunds = new("refunds");
    private static readonly SkillId English = new("english");

    private static readonly ServicePolicy Plain = new("plain", Service, null, [new QueuePolicy(Service, "Service"), new QueuePolicy(Sales, "Sales", FirstResponseSeconds: 45)]);

    [Fact]
    public void The_first_route_that_matches_decides_then_the_channel_then_the_default_queue()
    {
        var policy = CompiledPolicy.Of(Plain with
        {
            ChannelQueues = new Dictionary<string, QueueId> { ["webchat"] = Sales },
            Routes =
            [
                new RouteRule("refunds", Service, If("topic", ConditionOperator.Is, "refund"), Topic: "money", Priority: 5, Seat: Seat.Human),
                new RouteRule("vip", Sales, If("person.tags", ConditionOperator.Contains, "vip")),
            ],
        });

        Assert.Equal(new RouteChoice("refunds", Service, "money", 5, Seat.Human), policy.Route(Everything));
        Assert.Equal("vip", policy.Route(Everything with { Topic = null }).Rule);
        Assert.Equal(new RouteChoice("channelQueues.webchat", Sales, null, 0, null), policy.Route(Nothing));
        Assert.Equal((CompiledPolicy.ByDefault, Service), (policy.Route(Nothing with { Channel = "telegram" }).Rule, policy.Route(Nothing with { Channel = "telegram" }).Queue));
    }

    [Fact]
    public void Each_route_that_was_tried_is_named_with_what_kept_it_from_matching()
    {
        var policy = CompiledPolicy.Of(Plain with
        {
            Routes = [new RouteRule("a", Sales, If("channel", ConditionOperator.Is, "telegram")), new RouteRule("b", Sales, If("topic", ConditionOperator.Is, "refund")), new RouteRule("c", Sales)],
        });

        Assert.Equal([new RuleVerdict("a", "channel is telegram (wechat-oa)"), new RuleVerdict("b", null)], policy.TriedRoutes(Everything).ToArray());
    }

    [Fact]
    public void All_needs_that_match_add_up_and_the_highest_level_of_a_skill_counts()
    {
        var policy = CompiledPolicy.Of(Plain with
        {
            Needs =
            [
                new NeedRule("all", null, [new SkillNeed(Refunds)], [new SkillNeed(English, 2)], Priority: 1),
                new NeedRule("vip", If("person.tags", ConditionOperator.Contains, "vip"), [new SkillNeed(Refunds, 3), new SkillNeed(English)], [new SkillNeed(Refunds, 2)], Priority: 10, OwnerFirst: true),
                new NeedRule("others", If("person.tags", ConditionOperator.NotIn, "vip"), [new SkillNeed(new("japanese"), 3)]),
            ],
        });

        var needs = policy.NeedsOf(Everything);

        Assert.Equal([new SkillNeed(Refunds, 3), new SkillNeed(English)], needs.Require.ToArray());
        Assert.Equal([new SkillNeed(English, 2)], needs.Prefer.ToArray());
        Assert.Equal((11, true), (needs.Priority, needs.OwnerFirst));
        Assert.Equal(["all", "vip"], needs.Rules.ToArray());
        Assert.Equal(["all", "others"], policy.NeedsOf(Nothing).Rules.ToArray());
        Assert.Equal([null, null, "person.tags notIn vip (vip, b2b)"], policy.TriedNeeds(Everything).Select(verdict => verdict.Failed));
    }

    [Fact]
    public void The_first_target_that_matches_decides_for_each_measure_apart_and_the_queue_where_none_does()
    {
        var policy = CompiledPolicy.Of(Plain with
        {
            Targets =
            [
                new TargetRule("vip", If("person.tags", ConditionOperator.Contains, "vip"), TimeBasis.OpenHours, NextResponseSeconds: 60, PauseOn: [PauseReason.Snoozed]),
                new TargetRule("all", null, NextResponseSeconds: 300, ResolutionSeconds: 3_600, WarnAtPercent: [50, 80]),
            ],
        });

        var targets = policy.TargetsOf(Everything with { Queue = Sales });

        Assert.Equal((CompiledPolicy.ByQueue, 45, TimeBasis.AroundTheClock), (targets.FirstResponse.Rule, targets.FirstResponse.Target.TargetSeconds, targets.FirstResponse.Target.Basis));
        Assert.Equal(("vip", 60, TimeBasis.OpenHours), (targets.NextResponse!.Rule, targets.NextResponse.Target.TargetSeconds, targets.NextResponse.Target.Basis));
        Assert.Equal([PauseReason.Snoozed], targets.NextResponse.PauseOn.ToArray());
        Assert.Equal(new ServiceTarget(ServiceMeasure.Resolution, 3_600, TimeBasis.AroundTheClock, [50, 80]), targets.Of(ServiceMeasure.Resolution)!.Target);
        Assert.Null(targets.Of(ServiceMeasure.TimeInQueue));
        Assert.Equal("all", policy.TargetsOf(Nothing).NextResponse!.Rule);
    }

    [Fact]
    public void A_clock_also_fires_where_its_ladder_has_a_step_before_the_breach()
    {
        var policy = CompiledPolicy.Of(Plain with
        {
            Targets = [new TargetRule("all", FirstResponseSeconds: 60, ResolutionSeconds: 60, WarnAtPercent: [50], Escalation: "up")],
            Escalations =
            [
                new EscalationLadder("up",
                [
                    new EscalationStep(ServiceMeasure.FirstResponse, 80, EscalationAction.Page),
                    new EscalationStep(ServiceMeasure.FirstResponse, 50, EscalationAction.Page),
                    new EscalationStep(ServiceMeasure.FirstResponse, 100, EscalationAction.Page),
                ]),
            ],
        });

        Assert.Equal([50, 80], policy.TargetsOf(Nothing).FirstResponse.Target.WarnAtPercent.ToArray());
        Assert.Equal([50], policy.TargetsOf(Nothing).Resolution!.Target.WarnAtPercent.ToArray());
        Assert.Equal(3, policy.Ladder(policy.TargetsOf(Nothing).FirstResponse.Escalation!)!.Steps.Count);
    }

    [Theory]
    [InlineData("zh", "zh", "您好")]
    [InlineData("zh-HK", "zh", "您好")]
    [InlineData("zh-TW", "zh-TW", "妳好")]
    [InlineData("en-GB", "en", "Hello")]
    [InlineData("fr", "zh", "您好")]
    [InlineData(null, "zh", "您好")]
    public void A_text_is_said_in_the_customers_language_or_the_nearest_there_is(string? language, string spoken, string text)
    {
        var policy = CompiledPolicy.Of(Plain with { Texts = [new TextRule(TextKind.End, new LocalText(new Dictionary<string, string> { ["zh"] = "您好", ["zh-TW"] = "妳好", ["en"] = "Hello" }))] });
        Assert.Equal(new TextChoice(TextKind.End, spoken, text), policy.TextOf(TextKind.End, Nothing, language));
        Assert.Null(policy.Text(TextKind.Queue, Nothing, language));
    }

    [Fact]
    public void A_text_that_is_switched_off_where_it_matches_keeps_those_below_from_being_sent()
    {
        var policy = CompiledPolicy.Of(Plain with
        {
            Texts = [new TextRule(TextKind.End, LocalText.Of("关", "Off"), If("channel", ConditionOperator.Is, "webchat"), Enabled: false), new TextRule(TextKind.End, LocalText.Of("再见", "Bye"))],
        });
        Assert.Null(policy.Text(TextKind.End, Nothing, "en"));
        Assert.Equal("Bye", policy.Text(TextKind.End, Everything, "en"));
    }

    [Fact]
    public void A_channels_budget_is_for_the_kinds_it_names()
    {
        var budget = new TextBudget("wechat-oa", [TextKind.Queue, TextKind.NobodyFree], 1, 172_800);
        var policy = CompiledPolicy.Of(Plain with { Budgets = [budget] });
        Assert.Same(budget, policy.BudgetOf("wechat-oa", TextKind.NobodyFree));
        Assert.Null(policy.BudgetOf("wechat-oa", TextKind.End));
        Assert.Null(policy.BudgetOf("webchat", TextKind.Queue));
    }

    [Fact]
    public void The_bot_knows_the_words_it_was_given_and_no_more()
    {
        var bot = new BotRule(HandoverWords: ["人工", "human"], Answers: [new BotAnswer(["物流", "Tracking"], LocalText.Of("查", "Look")), new BotAnswer(["track"], LocalText.Of("二", "Two"))]);
        var policy = CompiledPolicy.Of(Plain with { Bot = [bot with { When = If("channel", ConditionOperator.Is, "webchat") }] });

        var found = policy.BotOf(Nothing)!;

        Assert.Null(policy.BotOf(Everything));
        Assert.True(found.AsksForPerson("我要转人工"));
        Assert.True(found.AsksForPerson("a HUMAN please"));
        Assert.False(found.AsksForPerson("hello"));
        Assert.Same(found.Answers[0], found.Answer("where is my TRACKING number"));
        Assert.Same(found.Answers[1], found.Answer("track it"));
        Assert.Null(found.Answer("发票"));
    }

    [Fact]
    public void Silence_is_that_of_the_first_rule_that_matches()
    {
        var (first, second) = (new SilenceRule(If("channel", ConditionOperator.Is, "webchat"), EndWords: ["bye"]), new SilenceRule(Customer: new CustomerSilence(60)));
        var policy = CompiledPolicy.Of(Plain with { Silence = [first, second] });
        Assert.Same(first, policy.SilenceOf(Nothing));
        Assert.Same(second, policy.SilenceOf(Everything));
        Assert.Null(CompiledPolicy.Of(Plain).SilenceOf(Everything));
    }

    [Fact]
    public void A_conversation_that_outlives_its_queue_waits_under_the_default_queues_terms()
    {
        var policy = CompiledPolicy.Of(Plain);
        Assert.Equal(Service, policy.TermsOf(new("gone")).Id);
        Assert.Equal(60, policy.TargetsOf(Nothing with { Queue = new QueueId("gone") }).FirstResponse.Target.TargetSeconds);
        Assert.False(policy.Knows(new("gone")));
    }

    [Fact]
    public void Facts_are_stored_and_decide_the_same_again()
    {
        var stored = JsonSerializer.SerializeToUtf8Bytes(Everything, FactsJson.Default.Facts);
        var again = JsonSerializer.Deserialize(stored, FactsJson.Default.Facts);
        foreach (var row in ConditionSpecs.AboutEverything)
        {
            var condition = Compile((Condition)row[0]);
            Assert.Equal(condition.Holds(Everything), condition.Holds(again));
        }
    }

    [Fact]
    public void A_whole_document_comes_back_from_JSON_as_it_went()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Full, CoreJson.Instance.ServicePolicy);
        var again = JsonSerializer.Deserialize(json, CoreJson.Instance.ServicePolicy)!;
        Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(again, CoreJson.Instance.ServicePolicy));
        Assert.Equal(PolicyHash.Of(Full), PolicyHash.Of(again));
        Assert.Empty(PolicyValidation.Faults(again, id => id == "Asia/Shanghai" ? TimeZoneInfo.FindSystemTimeZoneById(id) : null));
    }

    [Fact]
    public void The_hash_of_a_document_is_the_same_on_every_machine_and_in_every_build() =>
        Assert.StartsWith(GoldenHash, PolicyHash.Of(Full), StringComparison.Ordinal);

    [Theory]
    [InlineData("您好，{name}！", "zh", "您好，李雷！")]
    [InlineData("Hello {name|dear customer}, number {position}.", "en", "Hello 李雷, number 3.")]
    [InlineData("{agent|小助手} {queue} {minutes} {opensAt}", "zh", "小助手 客服 几 营业时间")]
    [InlineData("{agent} {minutes} {opensAt}", "en-GB", "our team a few opening time")]
    [InlineData("{colour} {name", "zh", "{colour} {name")]
    [InlineData("{}", "zh", "{}")]
    public void Placeholders_are_filled_and_never_leave_a_hole(string text, string language, string filled) =>
        Assert.Equal(filled, new Placeholders(Name: "李雷", Position: 3).Fill(text, language));

    [Fact]
    public void What_a_customer_is_called_is_never_read_as_a_placeholder() =>
        Assert.Equal("Hello {agent}!", new Placeholders(Name: "{agent}", Agent: "Ana").Fill("Hello {name}!", "en"));

    /// <summary>The first 41 letters of it.</summary>
    private const string GoldenHash = "e466499af419386150ec9a5f10f4bab465af7e4bb";

    /// <summary>Something of everything.</summary>
    private static ServicePolicy Full { get; } = new(
        "full",
        Service,
        new Dictionary<string, QueueId> { ["webchat"] = Sales },
        [
            new QueuePolicy(
                Service, "客服", 20, 40, 3_600, "office", Reception.Async, Strategy.LeastLoaded, 5, 30, 3, 50, 2, new Ageing(30, 2, 50),
                [new WideningStep(30, true, 1, [Sales])],
                [new OverflowStep(OverflowAction.MoveQueue, If("queue.open", ConditionOperator.Is, false), 60, TextKind.OffHours, Sales), new OverflowStep(OverflowAction.Notice, RepeatSeconds: 60)],
                new CallbackPolicy(true, "office", 2, [60], 120, 7, "Asia/Shanghai"),
                new WrapUpPolicy([new Disposition("a", "A"), new Disposition("b", "B", "a")], true)),
            new QueuePolicy(Sales, "Sales"),
        ],
        "en",
        [new Skill(Refunds, "Refunds")],
        ["standard", "gold"],
        new PresencePolicy([new PresenceReason("lunch", "午餐", Presence.Away, true)], OfflineWithOpenChats.Refuse),
        [new Team("china", "中国", null, [new("chen.wei")]), new Team("shanghai", "上海", "china")],
        [new QueueHours("office", "Asia/Shanghai", WeekHours.Daily(new Period("09:00", "18:00")), [new Holiday("2026-10-01", "国庆节")], [], [new Exemption("2026-02-15T00:00", "2026-02-16T00:00", "春节")])],
        new CapacityPolicy(new Dictionary<string, int> { ["voice"] = 5 }, 2),
        [new RouteRule("r", Sales, new Condition.All([If("channel", ConditionOperator.In, "a", "b"), new Condition.None([If("person.orders", ConditionOperator.AtMost, 3)])]), "sales", 4, Seat.Bot)],
        [new NeedRule("n", new Condition.Any([]), [new SkillNeed(Refunds, 2)], [new SkillNeed(Refunds, 3)], 3, true)],
        [new TargetRule("t", null, TimeBasis.OpenHours, 10, 20, 30, 40, [50], [PauseReason.Snoozed], "up")],
        [new EscalationLadder("up", [new EscalationStep(ServiceMeasure.Resolution, 80, EscalationAction.RaisePriority, 5), new EscalationStep(ServiceMeasure.Resolution, 90, EscalationAction.Notify, null, Whom.Leads), new EscalationStep(ServiceMeasure.Resolution, 100, EscalationAction.MoveQueue, null, null, Sales)])],
        [new SilenceRule(null, new CustomerSilence(60, 120), new AgentSilence(10, 20, 30, 40, true), ["bye"])],
        [new TextRule(TextKind.Queue, LocalText.Of("您", "You"), If("queue.open", ConditionOperator.Is, true), true), new TextRule(TextKind.OffHours, LocalText.Of("休", "Closed"))],
        [new TextBudget("wechat-oa", [TextKind.Queue], 1, 60)],
        [new BotRule(null, BotDuty.Closed, Seat.Human, false, ["human"], 3, [new BotAnswer(["a"], LocalText.Of("甲", "A"))])],
        new SurveyPolicy(SurveyMoment.OnClose, 3, false, ["fast"], 24, true));
}

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(Facts))]
internal sealed partial class FactsJson : System.Text.Json.Serialization.JsonSerializerContext;
