using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>What is stored today is read for years: the golden files hold every name and form. They are added to, never changed.</summary>
public sealed class EventCodecSpecs
{
    private static readonly InboundItem Everything = new()
    {
        Kind = ItemKind.Image,
        Sender = "1111111",
        Recipient = "bot",
        Conversation = "-100",
        MessageId = "1365",
        EventId = "10000",
        DedupeKey = "10000",
        SentAt = Start,
        Text = "我要退款 \"now\"",
        Media = new Media("m", "image/jpeg", "jpg", "https://p/t", 24_000, "t.jpg"),
        Link = new Link("title", "https://l", "words"),
        Card = new Card("订单 1024", "wx1", "pages/order?id=1024", "https://p/t"),
        Location = new Location(23.134, 113.358, "广州", "street"),
        Payload = "V1001",
        Name = "CLICK",
        DisplayName = "Li",
        Language = "zh-hans",
        Details = new Dictionary<string, Detail> { ["callback_id"] = "4382" },
    };

    private static readonly ConversationId Other = ConversationId.Of(Person, 2);

    private static readonly PersonFacts Known = new(
        "gold", "zh", ["vip"], ImmutableDictionary<string, AttributeValue>.Empty.Add("city", AttributeValue.Of("上海")), Bo);

    private static readonly Story Routing = Begins().Under(Policy with
    {
        Tiers = ["standard", "gold"],
        Skills = [new Skill(new SkillId("refunds"), "Refunds")],
        Routes = [new RouteRule("gold", Sales, new Condition.Test("person.tier", ConditionOperator.AtLeast, new Operand.Text("gold")), Topic: "refund", Priority: 5)],
        Needs = [new NeedRule("refunds", Require: [new SkillNeed(new SkillId("refunds"), 2)])],
        Silence = [new SilenceRule(Customer: new CustomerSilence(300, 600), Agent: new AgentSilence(60, 120, 180, 240, true))],
    }).When(Says("m1") with { Facts = Known });

    private static readonly ConversationEvent[] All =
    [
        new Opened(Start, Person, BotLeg, Service, "policy-7", Start, Start.AddSeconds(60)),
        new CustomerMessage(Start, "m1", BotLeg, Everything, Start),
        new Queued(Start, Service, Start, QueueReason.Opened),
        new Offered(Start, Ana, Start.AddSeconds(30), Why(Ana)),
        new OfferMissed(Start.AddMilliseconds(30_005), Ana, Start.AddSeconds(30)),
        new OfferDeclined(Start, Ana),
        new Accepted(Start, Ana),
        new Reply(Start, "r1", Ana, "您好 <b>", Provenance.SuggestionSentByPerson, BotLeg),
        new DeliveryRecorded(Start, "r1", DeliveryStatus.Rejected, DeliveryRefusal.OutsideReplyWindow, null),
        new ReceiptRecorded(Start, "r1", ReceiptState.Read, Start, null),
        new ReceiptMissed(Start, "r1", Start),
        new ResendAsked(Start, "r1", Ana),
        new FirstResponseBreached(Start, Start),
        new Closed(Start, Ana, CloseReason.CustomerGone, Start.AddHours(1)),
        new Reopened(Start, Service, Start, Start.AddSeconds(60)),
        new Ended(Start),
        new Claimed(Start, Ana, Why(Ana)),
        new TakenOver(Start, Bo, Ana, "angry customer"),
        new Transferred(Start, Ana, TransferKind.ToAgent, Service, Bo, "knows refunds"),
        new ConsultStarted(Start, Ana, Bo, "refund?"),
        new ConsultEnded(Start, Ana, Bo),
        new ParticipantJoined(Start, Bo, Bo, ParticipantRole.Watching),
        new ParticipantLeft(Start, Bo, Bo),
        new CustomerAwaited(Start, Ana),
        new GivenBack(Start, Ana),
        new Resumed(Start, Ana),
        new Snoozed(Start, Ana, Start.AddHours(1)),
        new Woken(Start, null, Start),
        new WrapUpBegan(Start, Ana, CloseReason.Resolved, Start.AddMinutes(2)),
        new NoteAdded(Start, "n1", Ana, "see order 1024", [Bo]),
        new Whispered(Start, "w1", Bo, Ana, "offer a voucher"),
        new Recalled(Start, "r1", Ana),
        new RecallRecorded(Start, "r1", false, DeliveryRefusal.NotPermitted, "40004"),
        new Labelled(Start, Ana, ["退款"], ["new"]),
        new PrioritySet(Start, Bo, 10),
        new TopicSet(Start, Ana, "refund"),
        new DispositionSet(Start, Ana, "refunded"),
        new MessageScheduled(Start, "s1", Ana, "Has it arrived?", Start.AddDays(1)),
        new ScheduledCancelled(Start, "s1", Ana),
        new ScheduledMissed(Start, "s1", Start),
        new PersonAsked(Start, PersonAskedBy.Word),
        new PersonReached(Start.AddSeconds(20), Ana, Start, 2, 20),
        new CallbackAgreed(Start, Start.AddHours(1), "Asia/Shanghai", "c1", Ana),
        new CallbackFellDue(Start, Start),
        new CallbackAttempted(Start, Ana, CallbackOutcome.NoAnswer, 1, Start.AddHours(1)),
        new CallbackCancelled(Start, null, true),
        new CallbackFailed(Start, 3),
        new RatingAsked(Start, Ana, 5, Start.AddDays(2)),
        new Rated(Start, "k1", 4, 5, true, ["polite"], "quick", Ana),
        new MergedInto(Start, Ana, Other),
        new Joined(Start, Other, [BotLeg], Start),
        new Unmerged(Start, Ana, Other),
        new SplitOff(Start, Other, ["m1"]),
        new TakenBack(Start, Other),
        new PersonFactsChanged(Start, Known),
        Routing.Happened.Events.OfType<Routed>().Single(),
        new BotSeated(Start, Service, "closed"),
        new BotAnswered(Start, "auto-4", "Opening hours: 9 to 5", Provenance.Keyword, BotLeg),
        new Announced(Start, "auto-5", TextKind.Queue, "您前面还有 3 位", Provenance.System, BotLeg),
        new AssessmentAsked(Start, Service, Start),
        new Assessed(
            Start,
            new QueueOutlook(Service, 3, 2, 1, 0, NobodyFree.AllAtCapacity, 90, 120),
            new OverflowExplanation(
                "policy-7",
                "hash",
                new Facts("telegram", "main", Start, "refund", "zh", Known, Service, new QueueFigures(3, 1, 0, 20, 90)),
                false,
                [new(0, OverflowAction.Close, "queue.open is false (1)"), new(1, OverflowAction.Notice), new(2, OverflowAction.Form, NotBefore: Start.AddMinutes(5))],
                1),
            Start.AddMinutes(5)),
        IsServed().After(10).When(Answers(Ana)).Happened.Events.OfType<ClocksChanged>().Single(),
        new Escalated(Start, ServiceMeasure.FirstResponse, 80, EscalationAction.Notify, null, Whom.Leads, null),
        new SilenceMarked(Start, SilenceStep.AgentReminded, Start, Start),
    ];

    public static TheoryData<string> Types => new(All.Select(EventCodec.TypeOf));

    /// <summary>Set <c>OMNI_GOLDEN</c> to the folder of the golden files to have those of new events written; one that is there is never changed.</summary>
    static EventCodecSpecs()
    {
        if (Environment.GetEnvironmentVariable("OMNI_GOLDEN") is { Length: > 0 } folder)
        {
            foreach (var (path, e) in All.Select(e => (Path.Combine(folder, EventCodec.TypeOf(e) + ".json"), e)).Where(entry => !File.Exists(entry.Item1)))
            {
                File.WriteAllText(path, Encoding.UTF8.GetString(EventCodec.Write(e)) + "\n");
            }

            File.WriteAllText(Path.Combine(folder, "state.json"), Shown(IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Delivered)).State) + "\n");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_is_written_as_it_always_was(string type)
    {
        var e = All.Single(candidate => EventCodec.TypeOf(candidate) == type);

        Assert.Equal(Golden(type), Encoding.UTF8.GetString(EventCodec.Write(e)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_stored_long_ago_reads_and_writes_the_same(string type)
    {
        var e = EventCodec.Read(type, Encoding.UTF8.GetBytes(Golden(type)));

        Assert.Equal(type, EventCodec.TypeOf(e));
        Assert.Equal(Golden(type), Encoding.UTF8.GetString(EventCodec.Write(e)));
    }

    [Fact]
    public void There_is_a_golden_file_for_every_type_of_event() =>
        Assert.Equal(typeof(ConversationEvent).GetNestedTypes().Length, All.Select(e => e.GetType()).Distinct().Count());

    [Fact]
    public void The_platforms_code_of_a_refusal_is_kept_under_its_name() => Assert.Contains(
        "\"platformCode\":\"45015\"",
        Encoding.UTF8.GetString(EventCodec.Write(new DeliveryRecorded(Start, "r1", DeliveryStatus.Rejected, DeliveryRefusal.OutsideReplyWindow, null, PlatformCode: "45015"))),
        StringComparison.Ordinal);

    [Fact]
    public void That_a_message_was_overtaken_is_kept_under_its_name() => Assert.Contains(
        "\"wasOvertaken\":true",
        Encoding.UTF8.GetString(EventCodec.Write(new CustomerMessage(Start, "m1", BotLeg, Everything, Start, WasOvertaken: true))),
        StringComparison.Ordinal);

    [Fact]
    public void A_member_that_a_later_build_added_is_skipped()
    {
        var later = Golden("accepted").Replace("{", "{\"mood\":\"good\",", StringComparison.Ordinal);

        Assert.Equal(new Accepted(Start, Ana), EventCodec.Read("accepted", Encoding.UTF8.GetBytes(later)));
    }

    [Fact]
    public void An_unknown_type_is_not_skipped()
    {
        var unknown = Assert.Throws<UnknownEventTypeException>(() => EventCodec.Read("teleported", "{}"u8));

        Assert.Contains("'teleported'", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"at\":\"never\"}")]
    [InlineData("{\"at\":\"2026-03-02T09:00:00+00:00\",\"agent\":7}")]
    public void Damaged_json_is_not_read(string json) =>
        Assert.Throws<JsonException>(() => EventCodec.Read("accepted", Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_snapshot_is_written_as_it_always_was()
    {
        var story = IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Delivered));

        Assert.Equal(Golden("state"), Shown(story.State));
    }

    [Fact]
    public void A_snapshot_of_the_first_build_still_reads()
    {
        var state = StateCodec.Read(Encoding.UTF8.GetBytes(Golden("state-of-the-first-build")));

        Assert.Equal(new Phase.Serving(Service, Ana, Start), state.Phase);
        Assert.Empty(state.Labels);
        Assert.IsType<Decision.Happened>(Lifecycle.Decide(Key, state, Answers(Ana, "r2"), ByPolicy(Policy), Start));
    }

    [Fact]
    public void A_snapshot_reads_as_what_was_written()
    {
        foreach (var state in new[] { IsWaiting(), IsOffered(), IsServed(), IsClosed(), HasEnded() }.Select(story => story.There))
        {
            Assert.Equal(Shown(state), Shown(StateCodec.Read(StateCodec.Write(state))));
        }
    }

    [Fact]
    public void A_snapshot_holds_nothing_the_customer_wrote() =>
        Assert.DoesNotContain("hello", Shown(IsServed().There), StringComparison.Ordinal);

    private static string Golden(string name) => Encoding.UTF8.GetString(TestData.Read("Conversations", "Golden", name + ".json")).TrimEnd('\n');
}
