using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Scenes;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class MergeSpecs
{
    private static readonly Leg MailLeg = new(new AccountKey(Key.Tenant, "webchat", "shop"), "v-7", null);

    [Fact]
    public void One_conversation_goes_on_in_another()
    {
        var story = IsServed().When(new Merge(Ana, Another)).ThenHappened(typeof(MergedInto)).WithEffects(new Effect.ReleaseAgent(Service, Ana), new Effect.JoinTo(Another));

        Assert.Null(story.There.Holder);
        story.When(new Merge(Ana, Another)).ThenNothing();
        story.When(new Merge(Ana, ConversationId.Of(Person, 3))).ThenRefused(Refusal.AlreadyMerged);
        story.When(Says("m2")).ThenRefused(Refusal.AlreadyMerged);
    }

    [Fact]
    public void None_is_merged_with_itself()
    {
        IsServed().When(new Merge(Ana, Key.Id)).ThenRefused(Refusal.MergeWithItself);
        IsServed().When(new Join(Key.Id, [BotLeg], null)).ThenRefused(Refusal.MergeWithItself);
    }

    [Fact]
    public void None_goes_on_in_one_that_goes_on_in_it()
    {
        IsServed().Given(new Join(Another, [MailLeg], null)).When(new Merge(Ana, Another)).ThenRefused(Refusal.MergeCycle);
        IsServed().Given(new Merge(Ana, Another)).When(new Join(Another, [MailLeg], null)).ThenRefused(Refusal.MergeCycle);
    }

    [Fact]
    public void Who_does_not_have_it_does_not_merge_it() => IsServed().When(new Merge(Bo, Another)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Joining_twice_is_joining_once() => IsServed().Given(new Join(Another, [MailLeg], null)).When(new Join(Another, [MailLeg], null)).ThenNothing();

    [Fact]
    public void What_the_other_customer_waits_for_is_waited_for_here()
    {
        var story = IsServed().Given(Answers(Ana)).Given(new WaitOnCustomer(Ana)).After(10).When(new Join(Another, [MailLeg], Start.AddSeconds(5)));

        story.ThenHappened(typeof(Joined), typeof(Resumed));
        Assert.Equal(Start.AddSeconds(5), story.There.UnansweredSince);
    }

    [Fact]
    public void What_the_other_customer_waits_for_goes_with_them_when_they_are_taken_out()
    {
        var story = IsServed().Given(Answers(Ana)).Given(new Join(Another, [MailLeg], null)).After(10).Given(For(Another, "m2", MailLeg));
        Assert.NotNull(story.There.UnansweredSince);

        story.When(new Split(Another));

        Assert.Null(story.There.UnansweredSince);
    }

    [Fact]
    public void Who_stays_goes_on_waiting_since_they_asked()
    {
        var story = IsServed().Given(Answers(Ana)).Given(new Join(Another, [MailLeg], Start.AddSeconds(5))).After(10).Given(Says("m3", receivedAt: Start.AddSeconds(12)));
        Assert.Equal(Start.AddSeconds(5), story.There.UnansweredSince);

        story.When(new Split(Another));

        Assert.Equal(Start.AddSeconds(12), story.There.UnansweredSince);
    }

    [Fact]
    public void An_answer_is_for_all_who_speak_in_one_conversation()
    {
        var story = IsServed().Given(Answers(Ana)).Given(new Join(Another, [MailLeg], Start.AddSeconds(5))).After(10).Given(Says("m3")).Given(Answers(Ana, "r2"));

        story.When(new Split(Another));

        Assert.Null(story.There.UnansweredSince);
    }

    [Fact]
    public void What_is_closed_is_not_joined() => IsClosed().When(new Join(Another, [MailLeg], null)).ThenRefused(Refusal.ConversationClosed);

    [Fact]
    public void So_many_go_on_in_one()
    {
        var story = IsServed();
        for (var i = 0; i < JoinedPart.MaxParts; i++)
        {
            story.Given(new Join(ConversationId.Of(Person, 10 + i), [MailLeg], null));
        }

        story.When(new Join(Another, [MailLeg], null)).ThenRefused(Refusal.TooManyMerged);
    }

    [Fact]
    public void Taken_out_again_it_stands_in_the_line_at_its_old_place_and_has_what_was_said_meanwhile()
    {
        // Merged; a message of each of the two customers arrives; un-merged. Each of the two stories calls the other Another.
        var from = IsServed().Given(new Merge(Ana, Another));
        var into = Begins().Given(Says("x1")).Given(new Join(Another, [MailLeg], null))
            .Given(Says("m2", "for the first", MailLeg)).Given(Says("x2", "for the second"));

        from.After(60).When(new Unmerge(Bo));
        into.When(new Split(Another));

        Assert.Equal(["m2"], into.The<SplitOff>().MessageKeys);
        Assert.Empty(into.There.Joined);
        Assert.Equal([typeof(Effect.SplitFrom), typeof(Effect.RequestAgent)], from.Happened.Effects.Select(effect => effect.GetType()));
        Assert.Equal(new Phase.Waiting(Service, Start), from.There.Phase);

        var meanwhile = into.Log.OfType<CustomerMessage>().Single(message => message.MessageKey == "m2");
        from.When(new TakeBack([new MessageTakenBack(meanwhile.MessageKey, meanwhile.Leg, meanwhile.Item, meanwhile.ReceivedAt)], IsLast: true));

        from.ThenHappened(typeof(CustomerMessage), typeof(TakenBack));
        Assert.Equal(meanwhile.ReceivedAt, from.The<CustomerMessage>().ReceivedAt);
        Assert.Equal(["m1", "m2"], from.Log.OfType<CustomerMessage>().Select(message => message.MessageKey));
        from.When(new TakeBack([], IsLast: true)).ThenNothing();
        into.When(new Split(Another)).ThenNothing();
    }

    [Fact]
    public void Once_the_other_is_taken_out_the_next_answer_goes_to_the_customer_who_stays_although_the_other_wrote_last()
    {
        var story = IsServed().Given(new Join(Another, [MailLeg], null)).Given(Says("m2", "for the other", MailLeg));
        Assert.Equal(MailLeg, story.There.Leg);

        story.When(new Split(Another));

        Assert.Equal(BotLeg, story.There.Leg);
        Assert.Equal([BotLeg], story.There.Legs);
        Assert.Equal(BotLeg, story.When(Answers(Ana, "r2")).The<Reply>().Leg);
    }

    [Fact]
    public void A_message_of_a_leg_that_was_not_joined_stays() =>
        Assert.Empty(IsServed().Given(new Join(Another, [MailLeg], null)).Given(Says("m2")).When(new Split(Another)).The<SplitOff>().MessageKeys);

    [Fact]
    public void A_message_for_another_conversation_is_taken_only_while_that_one_is_joined()
    {
        var story = IsServed();
        story.When(For(Another, "m2", MailLeg)).ThenRefused(Refusal.NotMerged);

        story.Given(new Join(Another, [MailLeg], null)).When(For(Another, "m2", MailLeg)).ThenHappened(typeof(CustomerMessage));
        story.When(new Split(Another)).When(For(Another, "m3", MailLeg)).ThenRefused(Refusal.NotMerged);
    }

    [Fact]
    public void A_message_for_another_conversation_goes_back_to_it_whatever_leg_it_came_by()
    {
        var story = IsServed().Given(new Join(Another, [MailLeg], null)).Given(For(Another, "m2", BotLeg)).Given(Says("m3", leg: BotLeg));

        Assert.Equal(["m2"], story.When(new Split(Another)).The<SplitOff>().MessageKeys);
    }

    [Fact]
    public void What_is_no_message_goes_back_too()
    {
        var story = IsServed().Given(new Join(Another, [MailLeg], null)).Given(For(Another, "e1", MailLeg, ItemKind.Event));

        Assert.Equal(["e1"], story.When(new Split(Another)).The<SplitOff>().MessageKeys);
    }

    [Fact]
    public void What_is_not_merged_is_not_taken_out() => IsServed().When(new Unmerge(Ana)).ThenRefused(Refusal.NotMerged);

    [Fact]
    public void All_legs_are_known_for_joining()
    {
        var story = IsServed().Given(Says("m2", leg: MailLeg)).Given(Says("m3"));

        Assert.Equal([MailLeg, BotLeg], story.There.Legs);
    }

    [Fact]
    public void After_a_month_it_has_ended_where_it_was_merged() =>
        IsServed().Given(new Merge(Ana, Another)).After(Merging.KeptDays * 86_400).When(new Tick()).ThenHappened(typeof(Ended));
}
