using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>What a platform allows is kept before anything is sent: WeChat's 48 hours and five messages, by example.</summary>
public sealed class ReplyRuleSpecs
{
    private static readonly Leg WeChat = new(new AccountKey(Key.Tenant, "wechat-oa", "service"), "o1", null);

    private static readonly Leg QQ = new(new AccountKey(Key.Tenant, "qqbot", "bot"), "o1", null);

    private static readonly Capabilities Small = new()
    {
        MaxBodyBytes = 1,
        MaxTextLength = 10,
        ReplyWindow = TimeSpan.FromHours(48),
        MessagesPerReplyWindow = 5,
        EventWindows = [new EventWindow("SCAN", TimeSpan.FromMinutes(1), 3)],
    };

    [Fact]
    public void Within_the_window_an_answer_leaves() => OnWeChat().After(47 * 3_600).When(Answers(Ana)).ThenHappened(typeof(FirstResponseBreached), typeof(Reply));

    [Fact]
    public void After_the_window_an_answer_is_refused_before_it_is_sent() =>
        OnWeChat().Given(Answers(Ana)).After(48 * 3_600).When(Answers(Ana, "r2")).ThenRefused(Refusal.OutsideReplyWindow);

    [Fact]
    public void The_sixth_answer_is_refused_and_the_customers_next_word_makes_room()
    {
        var story = OnWeChat();
        for (var i = 0; i < 5; i++)
        {
            story.Given(Answers(Ana, $"r{i}"));
        }

        story.When(Answers(Ana, "r5")).ThenRefused(Refusal.TooManyMessages);
        story.Given(Says("m2", leg: WeChat)).When(Answers(Ana, "r5")).ThenHappened(typeof(Reply));
    }

    [Fact]
    public void What_the_platform_refused_leaves_room_for_another()
    {
        var story = OnWeChat();
        for (var i = 0; i < 5; i++)
        {
            story.Given(Answers(Ana, $"r{i}"));
        }

        story.Given(Comes(DeliveryStatus.Delivered, "r0")).Given(Comes(DeliveryStatus.Unknown, "r1")).When(Answers(Ana, "r5")).ThenRefused(Refusal.TooManyMessages);
        story.Given(Refused("r2", "45015")).Given(Answers(Ana, "r5")).When(Answers(Ana, "r6")).ThenRefused(Refusal.TooManyMessages);
    }

    [Fact]
    public void Where_the_platform_counts_refusals_only_what_never_reached_it_leaves_room()
    {
        var story = On(QQ).Given(Answers(Ana, "r0")).Given(Answers(Ana, "r1"));
        Assert.Equal(3, ReplyRules.Of(story.There, Start).Left);

        Assert.Equal(3, ReplyRules.Of(story.Given(Refused("r0", "22009")).There, Start).Left);
        Assert.Equal(4, ReplyRules.Of(story.Given(Refused("r1", null)).There, Start).Left);
    }

    [Fact]
    public void A_refusal_that_is_told_after_the_customer_has_written_again_gives_the_new_window_nothing()
    {
        var story = OnWeChat().Given(Answers(Ana, "r0")).Given(Says("m2", leg: WeChat)).Given(Answers(Ana, "r1")).Given(Refused("r0", "45015"));

        Assert.Equal(4, ReplyRules.Of(story.There, Start).Left);
    }

    [Fact]
    public void What_is_sent_again_counts_again()
    {
        var story = OnWeChat().Given(Answers(Ana, "r0")).Given(Refused("r0", "45015"));
        Assert.Equal(5, ReplyRules.Of(story.There, Start).Left);

        Assert.Equal(4, ReplyRules.Of(story.Given(new ConversationCommand.SendAgain(Ana, "r0")).There, Start).Left);
    }

    private static ConversationCommand.RecordDelivery Refused(string id, string? code) => new(id, DeliveryStatus.Rejected, DeliveryRefusal.PlatformError, null, PlatformCode: code);

    [Fact]
    public void The_same_answer_again_is_the_same_answer_though_the_window_has_closed() => OnWeChat().Given(Answers(Ana)).After(49 * 3_600).When(Answers(Ana)).ThenNothing();

    [Fact]
    public void A_window_runs_from_the_platforms_time_of_a_message_that_came_late()
    {
        var late = Says("m2", leg: WeChat, receivedAt: Start.AddHours(10));
        var story = OnWeChat().Given(Start.AddHours(10)).Given(late with { Item = late.Item with { SentAt = Start.AddHours(1) } });

        Assert.Equal(Start.AddHours(49), ReplyRules.Of(story.There, Start.AddHours(10)).Until);
    }

    [Fact]
    public void What_a_customer_did_opens_a_small_window_beside_the_one_of_what_they_said()
    {
        var scanned = new Contact(WeChat, [new Opening(null, 2, Start, 5), new Opening("SCAN", 9, Start.AddHours(1), 1)]);

        Assert.Equal(new ReplyRules(null, Start.AddHours(1).AddMinutes(1), 2), ReplyRules.Of(scanned, Small, Start.AddHours(1)));
        Assert.Equal(Refusal.TooManyMessages, ReplyRules.Of(scanned, Small, Start.AddHours(2)).Refusal);
    }

    [Fact]
    public void A_menu_click_opens_a_small_window_and_takes_no_other_away()
    {
        var said = Says("m2", leg: WeChat, receivedAt: Start.AddHours(1));
        var click = said with { MessageKey = "c1", Item = said.Item with { Kind = ItemKind.Postback, Name = "CLICK", DedupeKey = "c1", MessageId = "c1" } };
        var story = OnWeChat().Given(click);
        for (var i = 0; i < 5; i++)
        {
            story.Given(Answers(Ana, $"r{i}"));
        }

        Assert.Equal(Start.AddHours(48), ReplyRules.Of(OnWeChat().Given(click).There, Start.AddHours(2)).Until);
        story.When(Answers(Ana, "r5")).ThenRefused(Refusal.TooManyMessages);
    }

    [Fact]
    public void Where_nobody_knows_when_the_customer_wrote_the_platform_has_the_last_word() => Assert.Null(ReplyRules.Of(null, Small, Start).Refusal);

    [Fact]
    public void An_approved_text_may_be_sent_outside_of_the_window_where_the_channel_has_such()
    {
        var silent = new Contact(WeChat, [new Opening(null, 2, Start, 0)]);

        Assert.Equal((Refusal.OutsideReplyWindow, true), Shown(ReplyRules.Of(silent, Small with { HasTemplates = true }, Start.AddDays(3))));
        Assert.Equal((Refusal.OutsideReplyWindow, false), Shown(ReplyRules.Of(silent, Small, Start.AddDays(3))));
    }

    [Fact]
    public void An_answer_says_what_it_answers_and_how_many_came_before_it()
    {
        var story = OnWeChat().Given(Answers(Ana)).Given(Says("m2", leg: WeChat)).Given(Answers(Ana, "r2")).When(Answers(Ana, "r3"));
        var seq = story.Log.ToList().FindIndex(e => e is CustomerMessage { MessageKey: "m2" }) + 1;

        Assert.Equal(new Answered(seq, 1), story.The<Reply>().Answers);
    }

    [Fact]
    public void A_planned_message_whose_time_comes_outside_of_the_window_is_missed_and_says_why()
    {
        var story = OnWeChat().Given(new ConversationCommand.ScheduleMessage(Ana, "s1", "Has it arrived?", Start.AddHours(50))).After(50 * 3_600);
        story.When(new ConversationCommand.Tick());

        Assert.Equal(Refusal.OutsideReplyWindow, story.The<ScheduledMissed>().Because);
    }

    [Fact]
    public void A_content_goes_along_with_what_it_says_in_words()
    {
        var place = new OutgoingContent.Place(new Location(31.2, 121.5, "Shop", "Nanjing Road 1"));
        var reply = IsServed().When(new ConversationCommand.SendReply(Ana, "r1", Degrading.Plain(place), Content: place)).The<Reply>();

        Assert.Equal(place, reply.Content);
        Assert.StartsWith("Shop\nNanjing Road 1\n", reply.Text, StringComparison.Ordinal);
        Assert.Equal(place, ((Reply)EventCodec.Read("reply", EventCodec.Write(reply))).Content);
    }

    [Fact]
    public void Of_a_file_the_log_keeps_its_name_in_the_store_and_never_its_content()
    {
        var file = new OutgoingContent.Attachment(ItemKind.Image, new OutgoingFile("t.jpg", "image/jpeg", "secret"u8.ToArray(), new Uri("https://o/x")) { StoredAs = "f1" });
        var written = EventCodec.Write(new Reply(Start, "r1", Ana, "", Provenance.Person, BotLeg, Content: file));

        Assert.Contains(
            """
            "content":{"type":"attachment","kind":"image","file":{"name":"t.jpg","mime":"image/jpeg","storedAs":"f1","sizeBytes":6}}
            """,
            System.Text.Encoding.UTF8.GetString(written),
            StringComparison.Ordinal);
        var read = Assert.IsType<OutgoingContent.Attachment>(((Reply)EventCodec.Read("reply", written)).Content);
        Assert.Equal(("f1", 6L, 0), (read.File.StoredAs, read.File.SizeBytes, read.File.Content.Length));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_content_that_lacks_something_is_refused(string what, OutgoingContent content)
    {
        Assert.NotEmpty(what);
        IsServed().When(new ConversationCommand.SendReply(Ana, "r1", "words", Content: content)).ThenRefused(Refusal.ContentInvalid);
    }

    public static TheoryData<string, OutgoingContent> Broken => new()
    {
        { "no file", new OutgoingContent.Attachment(ItemKind.Image, new OutgoingFile("t.jpg", "image/jpeg", default)) },
        { "a kind that is no file", new OutgoingContent.Attachment(ItemKind.Order, new OutgoingFile("t.jpg", "image/jpeg", default) { StoredAs = "f1" }) },
        { "nowhere", new OutgoingContent.Place(new Location(91, 0)) },
        { "a script", new OutgoingContent.Page(new Link("x", "javascript:alert(1)")) },
        { "nothing to choose", new OutgoingContent.Choices("?", []) },
        { "two of one id", new OutgoingContent.Choices("?", [new Choice("a", "A"), new Choice("a", "B")]) },
        { "no name", new OutgoingContent.Template("", "zh_CN", []) },
    };

    [Fact]
    public void What_the_channel_cannot_say_in_words_either_is_refused()
    {
        IsServed().When(new ConversationCommand.SendReply(Ana, "r1", "words", Content: new OutgoingContent.Template("t", "zh_CN", []))).ThenRefused(Refusal.ContentNotSupported);
        var page = new OutgoingContent.MiniProgram(new Card("orders", "wx1", "pages/orders"));
        IsServed().When(new ConversationCommand.SendReply(Ana, "r1", "words", Content: page)).ThenRefused(Refusal.ContentNotSupported);
    }

    [Fact]
    public void A_file_that_the_channel_does_not_take_is_refused()
    {
        var channel = Small with { Sends = [ItemKind.Text, ItemKind.Image], Files = [new FileLimit(ItemKind.Image, 100, ["image/png", "image/jpeg"])] };

        Assert.Null(ContentRules.Refuse(Picture("image/png", 100), channel));
        Assert.Equal(Refusal.FileTooLarge, ContentRules.Refuse(Picture("image/png", 101), channel));
        Assert.Equal(Refusal.FileTypeNotSupported, ContentRules.Refuse(Picture("image/webp", 1), channel));
        Assert.Null(ContentRules.Refuse(Picture("image/webp", 1), channel with { Files = [new FileLimit(ItemKind.Image, 100, ["image/*"])] }));
    }

    [Fact]
    public void Another_content_may_not_take_the_id_of_an_earlier_one()
    {
        OutgoingContent first = new OutgoingContent.Page(new Link("a", "https://a.example/"));
        var story = IsServed().Given(new ConversationCommand.SendReply(Ana, "r1", "words", Content: first));

        story.When(new ConversationCommand.SendReply(Ana, "r1", "words", Content: first with { })).ThenNothing();
        story.When(new ConversationCommand.SendReply(Ana, "r1", "words", Content: new OutgoingContent.Page(new Link("b", "https://b.example/")))).ThenRefused(Refusal.MessageIdTaken);
    }

    private static OutgoingContent.Attachment Picture(string mime, long bytes) =>
        new(ItemKind.Image, new OutgoingFile("p", mime, default) { StoredAs = "f1", SizeBytes = bytes });

    private static (Refusal? Refusal, bool HasTemplates) Shown(ReplyRules rules) => (rules.Refusal, rules.HasTemplates);

    private static Story OnWeChat() => On(WeChat);

    private static Story On(Leg leg) => Begins().Given(Says("m1", leg: leg)).Given(OfferTo(Ana)).Given(new ConversationCommand.Accept(Ana));
}
