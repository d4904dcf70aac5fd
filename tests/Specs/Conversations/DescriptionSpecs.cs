using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Labels, priority, topic, notes, recalled and scheduled messages.</summary>
public sealed class DescriptionSpecs
{
    /// <summary>A way by which nothing is taken back.</summary>
    private static readonly Leg Keeping = new(new AccountKey(Key.Tenant, "line", "main"), "u-1", null);

    [Fact]
    public void Only_what_changes_of_the_labels_is_recorded()
    {
        var story = IsServed().Given(new Label(Ana, ["vip", "refund"], [])).When(new Label(Ana, ["vip", "new"], ["refund", "old"]));

        Assert.Equal(["new"], story.The<Labelled>().Added);
        Assert.Equal(["refund"], story.The<Labelled>().Removed);
        Assert.Equal(["new", "vip"], story.There.Labels);
        story.When(new Label(Ana, ["vip"], ["old"])).ThenNothing();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" spaced")]
    [InlineData("01234567890123456789012345678901234567890")]
    [InlineData("line\nbreak")]
    public void A_label_is_a_word_or_two(string label) => IsServed().When(new Label(Ana, [label], [])).ThenRefused(Refusal.LabelInvalid);

    [Fact]
    public void A_conversation_bears_so_many_labels() =>
        IsServed().When(new Label(Ana, [.. Enumerable.Range(0, Describing.MaxLabels + 1).Select(i => $"l{i}")], [])).ThenRefused(Refusal.TooManyLabels);

    [Fact]
    public void A_closed_conversation_can_still_be_described() => IsClosed().When(new Label(Bo, ["won"], [])).ThenHappened(typeof(Labelled));

    [Fact]
    public void One_that_has_ended_cannot() => HasEnded().When(new Label(Bo, ["won"], [])).ThenRefused(Refusal.ConversationEnded);

    [Fact]
    public void A_priority_that_is_raised_while_it_waits_is_told_to_routing()
    {
        var story = IsWaiting().When(new SetPriority(Bo, 50)).ThenHappened(typeof(PrioritySet), typeof(Queued));

        Assert.Equal([typeof(Effect.WithdrawRequest), typeof(Effect.RequestAgent)], story.Happened.Effects.Select(effect => effect.GetType()));
        Assert.Equal(50, ((Effect.RequestAgent)story.Happened.Effects[1]).Terms!.Priority);
        Assert.Equal(Start, story.The<Queued>().Since);
        story.When(new SetPriority(Bo, 50)).ThenNothing();
    }

    [Fact]
    public void A_priority_has_bounds() => IsServed().When(new SetPriority(Bo, int.MinValue)).ThenRefused(Refusal.PriorityInvalid);

    [Fact]
    public void A_topic_is_an_id() => IsServed().When(new SetTopic(Ana, "Not a topic")).ThenRefused(Refusal.TopicUnknown);

    [Fact]
    public void A_topic_is_set_and_taken_away()
    {
        var story = IsServed().Given(new SetTopic(Ana, "refund"));

        Assert.Equal("refund", story.There.Topic);
        Assert.Null(story.Given(new SetTopic(Ana, null)).There.Topic);
    }

    [Fact]
    public void Who_is_mentioned_in_a_note_is_told_once()
    {
        var story = IsServed().When(new AddNote(Ana, "n1", "look", [Bo, Bo]));

        Assert.Equal([Bo], Assert.IsType<Effect.Notify>(Assert.Single(story.Happened.Effects)).Agents);
        story.When(new AddNote(Ana, "n1", "look", [Bo])).ThenNothing();
        story.When(new AddNote(Ana, "n1", "look again", [])).ThenRefused(Refusal.MessageIdTaken);
    }

    [Fact]
    public void A_note_is_written_whatever_the_phase() => HasEnded().When(new AddNote(Ana, "n1", "he called", [])).ThenHappened(typeof(NoteAdded));

    [Fact]
    public void A_note_mentions_so_many() =>
        IsServed().When(new AddNote(Ana, "n1", "all", [.. Enumerable.Range(0, Noting.MaxMentions + 1).Select(i => new AgentId($"a{i}"))])).ThenRefused(Refusal.TooManyMentions);

    [Fact]
    public void An_empty_note_is_none() => IsServed().When(new AddNote(Ana, "n1", " ", [])).ThenRefused(Refusal.TextEmpty);

    [Fact]
    public void The_writer_takes_a_message_back()
    {
        var story = IsServedOnOurPage().Given(Answers(Ana)).After(RecallWithin.TotalSeconds).When(new Recall(Ana, "r1"));

        story.ThenHappened(typeof(Recalled)).WithEffects(new Effect.RecallDelivery("r1"));
        story.When(new Recall(Ana, "r1")).ThenNothing();
    }

    [Fact]
    public void A_supervisor_takes_back_what_another_wrote() =>
        IsServedOnOurPage().Given(Answers(Ana)).When(new Recall(Bo, "r1", AsSupervisor: true)).ThenHappened(typeof(Recalled));

    [Fact]
    public void Another_agent_does_not() => IsServedOnOurPage().Given(Answers(Ana)).When(new Recall(Bo, "r1")).ThenRefused(Refusal.NotAllowed);

    [Fact]
    public void After_the_time_of_the_channel_it_is_too_late() =>
        IsServedOnOurPage().Given(Answers(Ana)).After(RecallWithin.TotalSeconds + 1).When(new Recall(Ana, "r1")).ThenRefused(Refusal.RecallTooLate);

    [Fact]
    public void A_channel_that_takes_nothing_back_says_so() =>
        IsServed().Given(Says("m2", leg: Keeping)).Given(Answers(Ana)).When(new Recall(Ana, "r1")).ThenRefused(Refusal.NotRecallable);

    [Fact]
    public void What_counts_is_the_channel_by_which_it_left() => IsServedOnOurPage().Given(Answers(Ana)).Given(Says("m2", leg: Keeping)).Given(Answers(Ana, "r2"))
        .Given(new Recall(Ana, "r1")).When(new Recall(Ana, "r2")).ThenRefused(Refusal.NotRecallable);

    [Fact]
    public void What_never_arrived_is_not_recalled() =>
        IsServedOnOurPage().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Rejected)).When(new Recall(Ana, "r1")).ThenRefused(Refusal.NotRecallable);

    [Fact]
    public void What_nobody_wrote_is_not_recalled() => IsServed().When(new Recall(Ana, "r1")).ThenRefused(Refusal.MessageUnknown);

    [Fact]
    public void A_platform_that_has_taken_it_back_says_so_once()
    {
        var story = IsServedOnOurPage().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Delivered)).Given(new Recall(Ana, "r1")).When(new RecordRecall("r1", IsTakenBack: true));

        story.ThenHappened(typeof(RecallRecorded));
        story.When(new RecordRecall("r1", IsTakenBack: false, DeliveryRefusal.NotPermitted)).ThenNothing();
        Assert.Equal(["r1"], Recalling.TakenBack(story.Log));
    }

    [Fact]
    public void What_the_platform_does_not_take_back_is_not_taken_back_and_may_be_tried_again()
    {
        var story = IsServedOnOurPage().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Delivered)).Given(new Recall(Ana, "r1"))
            .Given(new RecordRecall("r1", IsTakenBack: false, DeliveryRefusal.NotPermitted, "40004"));

        Assert.Empty(Recalling.TakenBack(story.Log));
        story.When(new Recall(Ana, "r1")).ThenHappened(typeof(Recalled)).WithEffects(new Effect.RecallDelivery("r1"));
    }

    [Fact]
    public void Of_what_nobody_wants_back_a_platform_has_nothing_to_say() =>
        IsServedOnOurPage().Given(Answers(Ana)).When(new RecordRecall("r1", IsTakenBack: true)).ThenNothing();

    [Theory]
    [InlineData(DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Unknown)]
    public void What_was_wanted_back_while_it_was_on_its_way_is_taken_back_once_the_platform_may_have_it(DeliveryStatus status) =>
        IsServedOnOurPage().Given(Answers(Ana)).Given(new Recall(Ana, "r1")).When(Comes(status)).ThenHappened(typeof(DeliveryRecorded)).WithEffects(new Effect.RecallDelivery("r1"));

    [Fact]
    public void What_never_left_needs_no_taking_back() =>
        IsServedOnOurPage().Given(Answers(Ana)).Given(new Recall(Ana, "r1")).When(Comes(DeliveryStatus.Rejected)).ThenHappened(typeof(DeliveryRecorded)).WithEffects();

    [Fact]
    public void A_message_is_written_now_and_leaves_at_its_time()
    {
        var story = IsServed().Given(Answers(Ana)).Given(new ScheduleMessage(Ana, "s1", "Has it arrived?", Start.AddHours(1)));

        Assert.Equal(Start.AddHours(1), Lifecycle.NextDue(story.There));
        var reply = story.After(3600).When(new Tick()).WithEffects(new Effect.Deliver("s1")).The<Reply>();
        Assert.True(reply.WasScheduled);
        Assert.Empty(story.There.Scheduled);
    }

    [Fact]
    public void A_scheduled_message_answers_nothing_that_was_asked_since()
    {
        var story = IsServed().Given(Answers(Ana)).Given(new ScheduleMessage(Ana, "s1", "Has it arrived?", Start.AddSeconds(30))).After(10).Given(Says("m2"));

        story.After(20).Given(new Tick());

        Assert.NotNull(story.There.UnansweredSince);
    }

    [Fact]
    public void A_message_whose_conversation_is_over_is_not_sent() =>
        IsServed().Given(new ScheduleMessage(Ana, "s1", "Has it arrived?", Start.AddSeconds(100))).Given(Closes(Ana)).After(100).When(new Tick())
            .ThenHappened(typeof(ScheduledMissed)).WithEffects();

    [Fact]
    public void No_scheduled_message_outlives_its_conversation() =>
        IsServed().Given(new ScheduleMessage(Ana, "s1", "Has it arrived?", Start.AddDays(1))).Given(Closes(Ana)).After(3600).When(new Tick())
            .ThenHappened(typeof(ScheduledMissed), typeof(Ended)).WithEffects();

    [Fact]
    public void A_scheduled_message_is_cancelled()
    {
        var story = IsServed().Given(new ScheduleMessage(Ana, "s1", "later", Start.AddHours(1))).When(new CancelScheduled(Ana, "s1")).ThenHappened(typeof(ScheduledCancelled));

        story.When(new CancelScheduled(Ana, "s1")).ThenRefused(Refusal.MessageUnknown);
    }

    [Fact]
    public void Scheduling_twice_is_scheduling_once()
    {
        var story = IsServed().Given(new ScheduleMessage(Ana, "s1", "later", Start.AddHours(1)));

        story.When(new ScheduleMessage(Ana, "s1", "later", Start.AddHours(1))).ThenNothing();
        story.When(new ScheduleMessage(Ana, "s1", "sooner", Start.AddHours(1))).ThenRefused(Refusal.MessageIdTaken);
        story.When(Answers(Ana, "s1")).ThenRefused(Refusal.MessageIdTaken);
    }

    [Fact]
    public void Nothing_is_scheduled_into_the_past() => IsServed().When(new ScheduleMessage(Ana, "s1", "x", Start)).ThenRefused(Refusal.ScheduledInPast);

    [Fact]
    public void Nothing_is_scheduled_beyond_a_month() => IsServed().When(new ScheduleMessage(Ana, "s1", "x", Start.AddDays(31))).ThenRefused(Refusal.ScheduledTooFar);

    [Fact]
    public void So_many_messages_wait_at_once()
    {
        var story = IsServed();
        for (var i = 0; i < ScheduledMessage.MaxScheduled; i++)
        {
            story.Given(new ScheduleMessage(Ana, $"s{i}", "x", Start.AddHours(1)));
        }

        story.When(new ScheduleMessage(Ana, "one-more", "x", Start.AddHours(1))).ThenRefused(Refusal.TooManyScheduled);
    }

    [Fact]
    public void No_client_names_its_message_as_the_automatic_ones_are() => IsServed().When(Answers(Ana, "auto-7")).ThenRefused(Refusal.MessageIdTaken);

    private static TimeSpan RecallWithin => ChannelCatalogue.Find(PageLeg.Account.Channel)!.Capabilities.RecallWithin!.Value;

    private static Leg PageLeg { get; } = new(new AccountKey(Key.Tenant, "webchat", "site"), "v1", null);

    private static Story IsServedOnOurPage() => Begins().Given(Says("m1", leg: PageLeg)).Given(OfferTo(Ana)).Given(new Accept(Ana));
}
