using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>A message goes from sent to delivered to read, or fails, and never back.</summary>
public sealed class ReceiptSpecs
{
    [Theory]
    [InlineData(null, ReceiptState.Sent, true)]
    [InlineData(null, ReceiptState.Read, true)]
    [InlineData(ReceiptState.Sent, ReceiptState.Sent, false)]
    [InlineData(ReceiptState.Sent, ReceiptState.Failed, true)]
    [InlineData(ReceiptState.Delivered, ReceiptState.Sent, false)]
    [InlineData(ReceiptState.Delivered, ReceiptState.Delivered, false)]
    [InlineData(ReceiptState.Delivered, ReceiptState.Read, true)]
    [InlineData(ReceiptState.Delivered, ReceiptState.Failed, false)]
    [InlineData(ReceiptState.Read, ReceiptState.Delivered, false)]
    [InlineData(ReceiptState.Read, ReceiptState.Failed, false)]
    [InlineData(ReceiptState.Failed, ReceiptState.Delivered, false)]
    public void A_receipt_only_takes_a_message_on(ReceiptState? reached, ReceiptState next, bool isOn)
    {
        var story = Sent().Put(state => state with { Outgoing = state.Outgoing.ConvertAll(reply => reply with { Receipt = reached }) });

        story.When(Tells(next, "p1"));

        Assert.Equal(isOn ? next : reached, story.There.Reply("r1")!.Receipt);
        Assert.Equal(isOn, story.Happened.Events.Any());
    }

    [Fact]
    public void On_a_page_of_ours_a_reply_may_be_read_before_its_delivery_is_written_down_and_elsewhere_it_may_not()
    {
        var page = new Leg(new AccountKey(Key.Tenant, "webchat", "site"), "v-1", null);
        Assert.Equal(ReceiptState.Read, ReadEarly(page).The<ReceiptRecorded>().State);
        ReadEarly(BotLeg).ThenNothing();

        static Story ReadEarly(Leg leg) => Begins().Given(Says("m1", "hello", leg)).Given(OfferTo(Ana)).Given(new ConversationCommand.Accept(Ana)).Given(Answers(Ana))
            .When(new ConversationCommand.Receive(
                Person, "read", leg, Item(ItemKind.Status, "read", null) with { Sender = leg.Sender, Receipt = new Receipt(ReceiptState.Read, null, Start.AddSeconds(5)) }, Start));
    }

    [Fact]
    public void Receipts_in_any_order_come_to_the_same()
    {
        ReceiptState[] three = [ReceiptState.Sent, ReceiptState.Delivered, ReceiptState.Read];
        foreach (var order in from a in three from b in three from c in three where a != b && b != c && a != c select new[] { a, b, c })
        {
            var story = Sent();
            foreach (var state in order)
            {
                story.Given(Tells(state, "p1"));
            }

            Assert.Equal(ReceiptState.Read, story.There.Reply("r1")!.Receipt);
        }
    }

    [Fact]
    public void A_receipt_for_all_until_a_time_reaches_what_was_sent_until_then()
    {
        var story = Sent().After(10).Given(Answers(Ana, "r2")).Tell(Delivered("r2", "p2"));

        story.When(Tells(ReceiptState.Read, null, upTo: Start.AddSeconds(5)));

        Assert.Equal("r1", story.The<ReceiptRecorded>().MessageId);
    }

    [Fact]
    public void A_receipt_of_another_channel_means_another_message()
    {
        var other = Tells(ReceiptState.Read, "p1") with { Leg = new Leg(new AccountKey(Key.Tenant, "telegram", "main"), "1", null) };

        Assert.Null(Sent().When(other).There.Reply("r1")!.Receipt);
    }

    [Fact]
    public void A_receipt_that_is_faster_than_the_answer_to_the_send_waits_for_it()
    {
        var story = Served().Given(Answers(Ana)).Given(Tells(ReceiptState.Delivered, "p1"));
        Assert.Single(story.There.EarlyReceipts);
        var early = story.There.EarlyReceipts[0];

        var told = Receipts.Early(story.There, Delivered("r1", "p1")).ToArray();
        Assert.Equal([new ReceiptRecorded(Start, "r1", ReceiptState.Delivered, early.SaidAt, null)], told);
        story.Tell(Delivered("r1", "p1")).Tell(told);

        Assert.Equal(ReceiptState.Delivered, story.There.Reply("r1")!.Receipt);
        Assert.Empty(story.There.EarlyReceipts);
    }

    [Fact]
    public void F42_what_was_taken_and_never_confirmed_is_shown_as_not_confirmed()
    {
        var story = Sent().After(Receipts.ConfirmWithinSeconds).When(new ConversationCommand.Tick());

        story.ThenHappened([.. story.Happened.Events.Select(e => e.GetType()).Where(type => type == typeof(FirstResponseBreached)), typeof(ReceiptMissed)]);
        Assert.True(story.There.Reply("r1")!.IsUnconfirmed);
        story.Given(Tells(ReceiptState.Delivered, "p1"));
        Assert.Null(story.There.Reply("r1")!.IsUnconfirmed);
    }

    [Fact]
    public void F42_a_receipt_in_time_leaves_nothing_to_be_shown()
    {
        var story = Sent().Given(Tells(ReceiptState.Delivered, "p1")).After(Receipts.ConfirmWithinSeconds).When(new ConversationCommand.Tick());

        Assert.DoesNotContain(story.Log, e => e is ReceiptMissed);
    }

    [Fact]
    public void That_the_platform_has_sent_it_on_confirms_nothing()
    {
        var story = Sent().Given(Tells(ReceiptState.Sent, "p1")).After(Receipts.ConfirmWithinSeconds).When(new ConversationCommand.Tick());

        Assert.Contains(story.Log, e => e is ReceiptMissed);
    }

    [Fact]
    public void An_unknown_outcome_is_settled_by_the_agent_who_looked()
    {
        var story = IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Unknown)).When(new ConversationCommand.SettleDelivery(Ana, "r1", HasArrived: true));

        Assert.Equal((DeliveryStatus.Delivered, Ana), (story.The<DeliveryRecorded>().Status, story.The<DeliveryRecorded>().By!.Value));
        story.When(new ConversationCommand.SettleDelivery(Ana, "r1", HasArrived: false)).ThenRefused(Refusal.DeliveryCertain);
    }

    [Fact]
    public void F41_only_the_agent_sends_an_unknown_one_again()
    {
        var story = IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Unknown)).After(86_400).Given(new ConversationCommand.Tick());
        Assert.Equal(DeliveryStatus.Unknown, story.There.Reply("r1")!.Status);

        story.When(new ConversationCommand.SendAgain(Bo, "r1")).ThenRefused(Refusal.NotHolder);
        story.When(new ConversationCommand.SendAgain(Ana, "r1")).ThenHappened(typeof(ResendAsked)).WithEffects(new Effect.Deliver("r1"));
        Assert.Equal(DeliveryStatus.Pending, story.There.Reply("r1")!.Status);
        story.When(new ConversationCommand.SendAgain(Ana, "r1")).ThenNothing();
    }

    [Fact]
    public void What_arrived_is_not_sent_again() =>
        IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Delivered)).When(new ConversationCommand.SendAgain(Ana, "r1")).ThenRefused(Refusal.DeliveryCertain);

    [Fact]
    public void What_failed_after_the_platform_had_taken_it_may_be_sent_again() =>
        Sent().Given(Tells(ReceiptState.Failed, "p1")).When(new ConversationCommand.SendAgain(Ana, "r1")).ThenHappened(typeof(ResendAsked));

    /// <summary>A channel with receipts, whatever there is in the catalogue: what counts is what was recorded of the send.</summary>
    private static readonly Leg Receipted = new(new AccountKey(Key.Tenant, "receipted", "main"), "1111111", null);

    private static DeliveryRecorded Delivered(string id, string platformId) =>
        new(Start, id, DeliveryStatus.Delivered, null, platformId, Start.AddSeconds(Receipts.ConfirmWithinSeconds), "receipted");

    private static Story Served() => Begins().Given(Says("m1", leg: Receipted)).Given(OfferTo(Ana)).Given(new ConversationCommand.Accept(Ana));

    private static Story Sent() => Served().Given(Answers(Ana)).Tell(Delivered("r1", "p1"));

    private static ConversationCommand.Receive Tells(ReceiptState state, string? id, DateTimeOffset? upTo = null)
    {
        var key = $"s-{state}-{id}";
        return new(Person, key, Receipted, Item(ItemKind.Status, key, null) with { Receipt = new Receipt(state, id, upTo), SentAt = Start.AddSeconds(1) }, Start);
    }
}
