using Azure.Messaging.ServiceBus;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Tests.Runtime;

public sealed class SendingSpecs
{
    private static readonly AgentId Lin = new("lin");

    [Fact]
    public async Task A_reply_reaches_the_platform_and_its_outcome_the_log()
    {
        await using var platform = await Platform.StartAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync(platform.Address);
        var (key, body) = await ReplyAsync(runtime, "here you are");
        Assert.Equal(key, await runtime.Get<Sender>().HandleAsync(body));
        Assert.Equal("here you are", Assert.Single(platform.Arrived));
        Assert.Equal(DeliveryStatus.Delivered, await StatusAsync(runtime, key));

        Assert.Null(await runtime.Get<Sender>().HandleAsync(body));
        Assert.Single(platform.Arrived);
    }

    [Fact]
    public async Task A_send_of_unknown_outcome_is_shown_and_never_made_again()
    {
        await using var platform = await Platform.StartAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync(platform.Address);
        var (key, body) = await ReplyAsync(runtime, "did it arrive?");
        platform.BreakOffNext();
        await runtime.Get<Sender>().HandleAsync(body);
        Assert.Equal(DeliveryStatus.Unknown, await StatusAsync(runtime, key));
        await runtime.Get<Sender>().HandleAsync(body);
        Assert.Single(platform.Arrived);
    }

    [Fact]
    public async Task An_attempt_that_a_crash_cut_off_is_unknown()
    {
        await using var platform = await Platform.StartAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync(platform.Address);
        var (key, body) = await ReplyAsync(runtime, "did it arrive?");
        using (var cut = new CancellationTokenSource())
        {
            // What the process leaves behind when it dies right after the mark.
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAndDieAsync(runtime, platform, body, cut));
        }

        await runtime.Get<Sender>().HandleAsync(body);
        Assert.Equal(DeliveryStatus.Unknown, await StatusAsync(runtime, key));
        Assert.Single(platform.Arrived);
    }

    [Fact]
    public async Task Attempts_that_crashes_cut_off_say_nothing_about_the_platform()
    {
        await using var platform = await Platform.StartAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync(platform.Address);
        for (var sender = 1; sender <= 3; sender++)
        {
            var (cutOff, body) = await ReplyAsync(runtime, $"cut off {sender}", sender);
            using var cut = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAndDieAsync(runtime, platform, body, cut));
            await runtime.Get<Sender>().HandleAsync(body);
            Assert.Equal(DeliveryStatus.Unknown, await StatusAsync(runtime, cutOff));
        }

        var (key, next) = await ReplyAsync(runtime, "and on it goes");
        await runtime.Get<Sender>().HandleAsync(next);
        Assert.Equal(DeliveryStatus.Delivered, await StatusAsync(runtime, key));
    }

    [Fact]
    public async Task A_throttled_send_waits_as_long_as_it_was_told()
    {
        await using var platform = await Platform.StartAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync(platform.Address);
        var (key, body) = await ReplyAsync(runtime, "patience");
        platform.AnswerNext(429, new { ok = false, error_code = 429, parameters = new { retry_after = 1 } });
        await runtime.Get<Sender>().HandleAsync(body);
        Assert.Equal(DeliveryStatus.Delivered, await StatusAsync(runtime, key));
        Assert.Equal(2, platform.Arrived.Count);
    }

    [Fact]
    public async Task A_platform_that_asks_for_too_much_patience_is_given_up_visibly()
    {
        await using var platform = await Platform.StartAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync(platform.Address);
        var (key, body) = await ReplyAsync(runtime, "patience");
        platform.AnswerNext(429, new { ok = false, error_code = 429, parameters = new { retry_after = 3600 } });
        await runtime.Get<Sender>().HandleAsync(body);
        var recorded = (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>().Single();
        Assert.Equal((DeliveryStatus.Rejected, DeliveryRefusal.Throttled), (recorded.Status, recorded.Reason));
    }

    [Fact]
    public async Task An_expired_token_is_renewed_once_and_kept_over_a_restart()
    {
        await using var platform = await Platform.StartAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync(platform.Address);
        var channel = ChannelCatalogue.Find("wechat-oa")!;
        var account = runtime.Get<OmniFunctions.Runtime.Accounts.ChannelAccounts>().Find(new(RuntimeUnderTest.Tenant, "wechat-oa", "service"))!;
        var tokens = runtime.Get<AccessTokens>();
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.GetAsync(channel, account)));
        Assert.All(results, result => Assert.Equal("token-1", Assert.IsType<TokenResult.Ready>(result).Token));
        Assert.Equal("token-2", Assert.IsType<TokenResult.Ready>(await tokens.GetAsync(channel, account, refused: "token-1")).Token);

        var restarted = Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<AccessTokens>(runtime.Services);
        Assert.Equal("token-2", Assert.IsType<TokenResult.Ready>(await restarted.GetAsync(channel, account)).Token);
        Assert.Equal(2, platform.TokensGiven);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://localhost/")]
    [InlineData("http://example.com/")]
    [InlineData("http://127.0.0.1:1/")]
    public async Task An_address_that_leads_inside_is_not_called(string address)
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var account = new ChannelAccount(RuntimeUnderTest.Bot, new Dictionary<string, string>());
        var result = await runtime.Get<EgressClient>().SendAsync(new HttpDelivery("GET", new Uri(address), null, default), account, CancellationToken.None);
        Assert.IsType<EgressResult.Forbidden>(result);
    }

    [Fact]
    public async Task Nobody_there_to_connect_to_is_known_to_have_received_nothing()
    {
        await using var platform = await Platform.StartAsync();
        var address = platform.Address;
        await platform.DisposeAsync();
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var account = new ChannelAccount(RuntimeUnderTest.Bot, new Dictionary<string, string> { ["api_base"] = address.ToString() });
        var result = await runtime.Get<EgressClient>().SendAsync(new HttpDelivery("GET", address, null, default), account, CancellationToken.None);
        Assert.IsType<EgressResult.NotSent>(result);
    }

    private static async Task<(ConversationKey Key, BinaryData Body)> ReplyAsync(RuntimeUnderTest runtime, string text, long sender = 7)
    {
        var key = await runtime.ReceiveAsync(sender, "hello");
        await runtime.OfferAndAcceptAsync(key, Lin);
        var outcome = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m1", text));
        var effect = Assert.Single(outcome.Effects);
        await runtime.Get<Outbox>().EnqueueAsync(key, effect.OperationId, "m1");
        await using var session = await runtime.Get<ServiceBusClient>().AcceptNextSessionAsync(BusKeys.Outbound);
        var message = await session.ReceiveMessageAsync(TimeSpan.FromSeconds(5));
        await session.CompleteMessageAsync(message!);
        return (key, message!.Body);
    }

    private static async Task SendAndDieAsync(RuntimeUnderTest runtime, Platform platform, BinaryData body, CancellationTokenSource cut)
    {
        platform.WhenNextArrives(cut.Cancel);
        await runtime.Get<Sender>().HandleAsync(body, cut.Token);
    }

    private static async Task<DeliveryStatus> StatusAsync(RuntimeUnderTest runtime, ConversationKey key) =>
        (await runtime.Conversations.FindAsync(key))!.State.Reply("m1")!.Status;
}
