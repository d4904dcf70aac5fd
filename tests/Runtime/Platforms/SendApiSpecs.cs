using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Tests.Runtime.Platforms;

/// <summary>What becomes of a reply at each platform there is, whatever the platform does, over real connections and the whole way from the queue to the log.</summary>
public sealed class SendApiSpecs(PlatformsUnderTest under) : IClassFixture<PlatformsUnderTest>
{
    private static readonly TimeSpan ForArrival = TimeSpan.FromSeconds(30);

    public static TheoryData<SendApi> All => new(SendApiTable.All);

    public static TheoryData<SendApi> WithTokens => new(SendApiTable.All.Where(api => api.Token is not null));

    public static TheoryData<SendApi> WithLastingTokens => new(SendApiTable.All.Where(api => api.Token is null));

    public static TheoryData<SendApi> Recalling => new(SendApiTable.All.Where(api => api.RecallPath is not null));

    [Fact]
    public void Every_channel_that_says_it_takes_back_has_a_way_to()
    {
        var recalling = ChannelCatalogue.All.Where(channel => channel.Capabilities is { RecallWithin: not null, HasOwnPage: false }).Select(channel => channel.Name);

        Assert.Equal(recalling.Order(StringComparer.Ordinal), SendApiTable.All.Where(api => api.RecallPath is not null).Select(api => api.Channel).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Recalling))]
    public async Task A_reply_that_is_taken_back_is_taken_back_at_its_platform(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.Recalled);
        await reply.SendAsync();
        if (api.Token is not null) under.Server.SayNext(api.TokenRefused);
        under.Server.SayNext(api.TakenBack!);
        await reply.RecallAsync();

        Assert.Equal(api.Token is null ? 2 : 3, under.Server.Sends.Count);
        var recall = under.Server.Sends[^1];
        Assert.EndsWith(Uri.UnescapeDataString(api.RecallPath!), Uri.UnescapeDataString(recall.Path), StringComparison.Ordinal);
        Assert.True(recall.Mentions(api.TakenAs!));
        Assert.True((await reply.RecallRecordedAsync()).IsTakenBack);

        // What was seen to is not asked for again.
        var asked = under.Server.Sends.Count;
        await reply.RecallAsync();
        Assert.Equal(asked, under.Server.Sends.Count);
    }

    [Theory]
    [MemberData(nameof(Recalling))]
    public async Task A_recall_that_the_platform_refuses_is_not_taken_for_done(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.RecallRefused);
        await reply.SendAsync();
        under.Server.SayNext(api.NotTakenBack!);
        await reply.RecallAsync();

        var recorded = await reply.RecallRecordedAsync();
        Assert.Equal((false, true), (recorded.IsTakenBack, recorded.Reason is not null));
        Assert.Null((await reply.StateAsync()).RecalledAt);
        Assert.Equal(2, under.Server.Sends.Count);
    }

    [Theory]
    [MemberData(nameof(Recalling))]
    public async Task A_recall_that_overtakes_its_send_is_made_once_the_platform_has_the_message(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.RecallOvertakes);
        var (arrived, answer) = under.Server.KeepWaitingNext(api.Taken);
        var sending = reply.BeginAsync();
        await arrived.WaitAsync(ForArrival);
        await reply.RecallAsync();
        Assert.Single(under.Server.Sends);
        answer();
        await under.ThroughAsync(sending);

        // The lifecycle performs what the outcome of the send asks for.
        under.Server.SayNext(api.TakenBack!);
        Assert.Equal(2, (await reply.EffectsAsync()).Count(effect => effect is Effect.RecallDelivery));
        await reply.RecallAsync();
        Assert.True((await reply.RecallRecordedAsync()).IsTakenBack);
    }

    [Fact]
    public async Task Of_a_message_that_may_not_have_arrived_no_recall_is_taken_for_done()
    {
        var reply = await under.AnswerAsync(SendApiTable.All.First(api => api.Channel == "telegram"), Happenings.RecallUnknown);
        under.Server.BreakOffNext();
        await reply.SendAsync();
        await reply.RecallAsync();

        Assert.Equal((false, DeliveryRefusal.KindNotSupported), ((await reply.RecallRecordedAsync()).IsTakenBack, (await reply.RecallRecordedAsync()).Reason!.Value));
    }

    [Fact]
    public void Every_channel_that_can_be_written_to_stands_in_the_table()
    {
        var writable = ChannelCatalogue.All.Where(channel => channel.Capabilities is { Sends.Count: > 0, HasOwnPage: false }).Select(channel => channel.Name);

        Assert.Equal(writable.Order(StringComparer.Ordinal), SendApiTable.All.Select(api => api.Channel).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_channel_that_cannot_be_written_to_says_so_before_anything_leaves()
    {
        foreach (var channel in ChannelCatalogue.All.Where(channel => channel.Capabilities.Sends.Count == 0))
        {
            var account = new ChannelAccount(new AccountKey(RuntimeUnderTest.Tenant, channel.Name, "main"), new Dictionary<string, string>());

            Assert.Equal(
                new ImpossibleDelivery(DeliveryRefusal.KindNotSupported),
                channel.Compose(new OutgoingMessage("op", "u", null, new OutgoingContent.Text("hello")), account, "token"));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_reply_is_taken_and_the_platforms_name_of_it_is_kept(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.Taken);
        await reply.SendAsync();

        var recorded = await reply.RecordedAsync();
        Assert.Equal((DeliveryStatus.Delivered, api.TakenAs), (recorded.Status, recorded.PlatformMessageId));
        var call = Assert.Single(under.Server.Sends);
        Assert.True(call.Mentions(ReplyUnderTest.Text));
        Assert.Equal(api.Token is not null, call.Mentions("token-1"));
        await IsSentNoMoreAsync(reply);
    }

    [Theory]
    [MemberData(nameof(WithTokens))]
    public async Task A_token_that_is_refused_is_renewed_once_and_the_reply_goes_out_with_the_new_one(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.Renewed);
        under.Server.SayNext(api.TokenRefused);
        await reply.SendAsync();

        Assert.Equal(DeliveryStatus.Delivered, await reply.StatusAsync());
        Assert.Equal(["token-1", "token-2"], under.Server.Sends.Select(call => call.Mentions("token-1") ? "token-1" : call.Mentions("token-2") ? "token-2" : "none"));
        Assert.Equal(2, under.Server.TokensGiven);
    }

    [Theory]
    [MemberData(nameof(WithTokens))]
    public async Task A_platform_that_refuses_the_new_token_as_well_means_the_account(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.TokenOver);
        under.Server.SayNext(api.TokenRefused);
        under.Server.SayNext(api.TokenRefused);
        await reply.SendAsync();

        Assert.Equal((DeliveryStatus.Pending, DeliveryRefusal.AuthenticationFailed), (await reply.StatusAsync(), reply.HeldFor!.Value));
        Assert.Equal(2, under.Server.Sends.Count);
        await IsSentWhenMendedAsync(reply);
    }

    [Theory]
    [MemberData(nameof(WithLastingTokens))]
    public async Task A_lasting_token_that_is_refused_holds_the_reply_until_somebody_has_mended_it(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.TokenOver);
        under.Server.SayNext(api.TokenRefused);
        await reply.SendAsync();

        Assert.Equal((DeliveryStatus.Pending, DeliveryRefusal.AuthenticationFailed), (await reply.StatusAsync(), reply.HeldFor!.Value));
        Assert.Single(under.Server.Sends);
        await IsSentWhenMendedAsync(reply);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_platform_that_asks_for_patience_is_left_alone_for_as_long_as_it_asked(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.Busy);
        under.Server.SayNext(api.Busy);
        await reply.SendAsync();
        var patience = TimeSpan.FromSeconds(api.BusySeconds);
        if (patience > Transmission.Patience)
        {
            Assert.Equal((DeliveryStatus.Pending, DeliveryRefusal.Throttled), (await reply.StatusAsync(), reply.HeldFor!.Value));
            await under.PassAsync(patience - TimeSpan.FromSeconds(1));
            Assert.Single(under.Server.Sends);
            await under.PassAsync(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(DeliveryStatus.Delivered, await reply.StatusAsync());
        Assert.Equal(2, under.Server.Sends.Count);
        Assert.True(under.Server.Sends[1].At - under.Server.Sends[0].At >= patience);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refusal_is_recorded_with_what_it_means_and_the_platforms_own_code(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.Refused);
        under.Server.SayNext(api.Refused);
        await reply.SendAsync();

        var recorded = await reply.RecordedAsync();
        Assert.Equal((DeliveryStatus.Rejected, api.Why, api.Code), (recorded.Status, recorded.Reason, recorded.PlatformCode));
        await IsSentNoMoreAsync(reply);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_platform_that_reads_and_never_answers_leaves_the_outcome_open(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.Silent);
        var read = under.Server.KeepSilentNext();
        var sending = reply.BeginAsync();
        await read.WaitAsync(ForArrival);
        under.Time.Advance(EgressOptions.Timeout);
        await under.ThroughAsync(sending);

        await IsNeverDoubledAsync(api, reply);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_connection_that_breaks_once_the_request_was_read_leaves_the_outcome_open(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.BrokenOff);
        under.Server.BreakOffNext();
        await reply.SendAsync();

        await IsNeverDoubledAsync(api, reply);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_answer_that_breaks_off_half_way_says_nothing(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.HalfAnswered);
        under.Server.BreakOffNextAnswer();
        await reply.SendAsync();

        await IsNeverDoubledAsync(api, reply);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_gateway_that_answers_in_the_platforms_place_says_nothing(SendApi api)
    {
        var reply = await under.AnswerAsync(api, Happenings.Gateway);
        under.Server.SayNext(new Answer(502, "<html>Bad Gateway</html>"));
        await reply.SendAsync();

        await IsNeverDoubledAsync(api, reply);
    }

    /// <summary>Where the platform drops what it has seen it is asked again under the same id; everywhere else the agent is shown that nobody knows.</summary>
    private async Task IsNeverDoubledAsync(SendApi api, ReplyUnderTest reply)
    {
        Assert.Equal(api.IsIdempotent ? DeliveryStatus.Delivered : DeliveryStatus.Unknown, await reply.StatusAsync());
        Assert.Equal(api.IsIdempotent ? 2 : 1, under.Server.Sends.Count);
        if (api.IsIdempotent) Assert.NotEmpty(Assert.Single(under.Server.Sends.Select(api.SameAs!).Distinct())!);
        await IsSentNoMoreAsync(reply);
    }

    private async Task IsSentWhenMendedAsync(ReplyUnderTest reply)
    {
        await under.PassAsync(TimeSpan.FromSeconds(59));
        Assert.Equal(DeliveryStatus.Pending, await reply.StatusAsync());
        await under.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(DeliveryStatus.Delivered, await reply.StatusAsync());
        Assert.Null(reply.HeldFor);
    }

    /// <summary>Neither when the queue brings it again nor when time passes.</summary>
    private async Task IsSentNoMoreAsync(ReplyUnderTest reply)
    {
        var sends = under.Server.Sends.Count;
        await reply.SendAsync();
        await under.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(sends, under.Server.Sends.Count);
    }
}
