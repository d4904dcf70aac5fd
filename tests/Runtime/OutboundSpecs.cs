using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>Sending while platforms are busy, out of order or refuse: patient with each account by itself, in order, and never in secret twice.</summary>
public sealed class OutboundSpecs : IAsyncLifetime
{
    private static readonly AgentId Lin = new("lin");
    private readonly ManualTime time = new();
    private readonly Api api = new();
    private RuntimeUnderTest runtime = null!;

    public async Task InitializeAsync() => runtime = await RuntimeUnderTest.StartAsync(
        new Uri("http://127.0.0.1:9"),
        new()
        {
            ["Omni:Accounts:demo:telegram:other:secret_token"] = RuntimeUnderTest.Secret,
            ["Omni:Accounts:demo:telegram:other:bot_token"] = "2:t",
            ["Omni:Accounts:demo:telegram:other:api_base"] = "http://127.0.0.1:9",
            ["Omni:Accounts:demo:telegram:slow:secret_token"] = RuntimeUnderTest.Secret,
            ["Omni:Accounts:demo:telegram:slow:bot_token"] = "3:t",
            ["Omni:Accounts:demo:telegram:slow:api_base"] = "http://127.0.0.1:9",
            ["Omni:Accounts:demo:telegram:slow:sends_per_second"] = "2",
        },
        time: time,
        platforms: api);

    public async Task DisposeAsync() => await runtime.DisposeAsync();

    [Fact]
    public async Task F39_patience_that_was_asked_for_is_kept_and_other_accounts_go_on()
    {
        var busy = await ServedAsync(7);
        var other = await ServedAsync(8, "other");
        api.Answer = call => call.Token == "1:t" ? Busy(60) : null;
        await SayAsync(busy, "r1");
        await SayAsync(other, "r1");
        Assert.Equal((DeliveryStatus.Pending, DeliveryStatus.Delivered), (await StatusAsync(busy, "r1"), await StatusAsync(other, "r1")));

        await SayAsync(busy, "r2");
        api.Answer = _ => null;
        for (var second = 0; second < 59; second++) await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, api.Calls.Count(call => call.Token == "1:t"));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["r1", "r1", "r2"], api.Calls.Where(call => call.Token == "1:t").Select(call => call.Text));
        Assert.Equal(DeliveryStatus.Delivered, await StatusAsync(busy, "r2"));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task F40_an_outage_of_half_an_hour_costs_few_calls_and_no_message(HttpRequestError error)
    {
        const int Messages = 99;
        var key = await ServedAsync(7);
        api.Answer = _ => throw new HttpRequestException(error, "Nobody is there, or nobody to be believed.");
        for (var i = 0; i < Messages; i++) await SayAsync(key, Name(i));
        for (var minute = 0; minute < 30; minute++) await PassAsync(TimeSpan.FromMinutes(1));
        Assert.All(Enumerable.Range(0, Messages), i => Assert.DoesNotContain(api.Taken, call => call.Text == Name(i)));

        api.Answer = _ => null;
        for (var step = 0; step < 10; step++) await PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Enumerable.Range(0, Messages).Select(Name), api.Taken.Select(call => call.Text));
        Assert.InRange(api.Calls.Count / (double)Messages, 1, 1.3);
    }

    /// <summary>What may have got through is shown as that and not sent again; the breaker keeps the others from coming to the same.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(null)]
    public async Task F40_an_outage_behind_which_requests_may_get_through_sends_none_of_them_twice(int? status)
    {
        const int Messages = 99;
        const int MostUnknown = 30;
        var key = await ServedAsync(7);
        api.Answer = _ => status is { } code ? Of((HttpStatusCode)code, "<html>") : throw new HttpRequestException(HttpRequestError.ResponseEnded, "Reset.");
        for (var i = 0; i < Messages; i++) await SayAsync(key, Name(i));
        for (var minute = 0; minute < 30; minute++) await PassAsync(TimeSpan.FromMinutes(1));
        api.Answer = _ => null;
        for (var step = 0; step < 10; step++) await PassAsync(TimeSpan.FromSeconds(30));

        var outcomes = (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>().ToDictionary(recorded => recorded.MessageId, recorded => recorded.Status);
        Assert.Equal(Messages, outcomes.Count);
        Assert.InRange(outcomes.Values.Count(outcome => outcome == DeliveryStatus.Unknown), 1, MostUnknown);
        Assert.Equal(outcomes.Where(outcome => outcome.Value == DeliveryStatus.Delivered).Select(outcome => outcome.Key).Order(StringComparer.Ordinal), api.Taken.Select(call => call.Text).Order(StringComparer.Ordinal));

        // An amplification of 1: not one call too many.
        Assert.Equal(Enumerable.Range(0, Messages).Select(Name), api.Calls.Select(call => call.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task F40_what_waits_longer_than_is_worth_waiting_fails_visibly()
    {
        var key = await ServedAsync(7);
        api.Answer = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody is there.");
        await SayAsync(key, "r1");
        for (var minute = 0; minute < 50; minute++) await PassAsync(TimeSpan.FromMinutes(1));
        var recorded = (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>().Single();

        Assert.Equal((DeliveryStatus.Rejected, DeliveryRefusal.PlatformError), (recorded.Status, recorded.Reason!.Value));
    }

    [Fact]
    public async Task F41_a_send_without_an_answer_is_made_again_only_when_the_agent_says_so()
    {
        var key = await ServedAsync(7);
        api.Answer = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "Cut off.");
        await SayAsync(key, "r1");
        Assert.Equal(DeliveryStatus.Unknown, await StatusAsync(key, "r1"));
        api.Answer = _ => null;
        for (var minute = 0; minute < 10; minute++) await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(api.Calls);

        var again = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendAgain(Lin, "r1"));
        await SendAsync(key, Assert.Single(again.Effects).OperationId, "r1");
        Assert.Equal(DeliveryStatus.Delivered, await StatusAsync(key, "r1"));
        Assert.Equal(2, api.Calls.Count);
    }

    [Fact]
    public async Task F63_a_refused_token_holds_what_is_to_be_sent_until_it_is_mended()
    {
        var key = await ServedAsync(7);
        api.Answer = _ => Of(HttpStatusCode.Unauthorized, """{"ok":false,"error_code":401,"description":"Unauthorized"}""");
        await SayAsync(key, "r1");
        await SayAsync(key, "r2");
        Assert.Equal(DeliveryRefusal.AuthenticationFailed, runtime.Get<AccountLanes>().StandingOf(RuntimeUnderTest.Bot).Why);
        for (var minute = 0; minute < 60; minute++) await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((DeliveryStatus.Pending, DeliveryStatus.Pending), (await StatusAsync(key, "r1"), await StatusAsync(key, "r2")));

        api.Answer = _ => null;
        for (var step = 0; step < 4; step++) await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["r1", "r2"], api.Taken.Select(call => call.Text));
        Assert.Null(runtime.Get<AccountLanes>().StandingOf(RuntimeUnderTest.Bot).Why);
    }

    [Fact]
    public async Task F63_people_hear_of_a_token_that_ends_some_time_before_it_does()
    {
        var account = new AccountKey(RuntimeUnderTest.Tenant, "telegram", "ending");
        var (accounts, expiries) = (runtime.Get<OmniFunctions.Runtime.Accounts.ChannelAccounts>(), runtime.Get<OmniFunctions.Runtime.Accounts.AccountExpiries>());
        await AddAsync(account, ("expires_at", time.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("expiry_lead_days", "7"));
        using var alarms = new Counted("omni.accounts.expiring", "telegram");
        expiries.Look();
        Assert.Equal((0, false), (alarms.Count, expiries.EndsSoon(accounts.Find(account)!)));

        time.Advance(TimeSpan.FromDays(23.5));
        expiries.Look();
        expiries.Look();
        Assert.Equal((1, true), (alarms.Count, expiries.EndsSoon(accounts.Find(account)!)));
        time.Advance(TimeSpan.FromDays(1));
        expiries.Look();
        Assert.Equal(2, alarms.Count);

        await AddAsync(account, ("expires_at", time.GetUtcNow().AddDays(365).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.False(expiries.EndsSoon(accounts.Find(account)!));
    }

    [Theory]
    [InlineData("a-secret", null)]
    [InlineData("eyJhbGciOiJub25lIn0.eyJleHAiOjE4MDAwMDAwMDB9.c2ln", 1_800_000_000L)]
    [InlineData("eyJhbGciOiJub25lIn0.eyJleHAiOiJuZXZlciJ9.c2ln", null)]
    [InlineData("eyJhbGciOiJub25lIn0.!.c2ln", null)]
    public void F63_a_token_that_says_when_it_ends_need_not_be_written_down(string token, long? end) => Assert.Equal(
        end is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        OmniFunctions.Runtime.Accounts.AccountExpiries.EndOf(new ChannelAccount(RuntimeUnderTest.Bot, new Dictionary<string, string> { ["access_token"] = token })));

    [Fact]
    public async Task What_waits_for_an_account_that_is_taken_away_ends_as_failed()
    {
        var account = new AccountKey(RuntimeUnderTest.Tenant, "telegram", "leaving");
        await AddAsync(account);
        var key = await ServedAsync(13, account.Account);
        api.Answer = _ => Busy(60);
        await SayAsync(key, "r1");
        await SayAsync(key, "r2");
        await runtime.Get<OmniFunctions.Runtime.Accounts.StoredAccounts>().RemoveAsync(account);
        await PassAsync(TimeSpan.FromMinutes(2));

        var ends = (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>().Select(recorded => (recorded.MessageId, recorded.Status, recorded.Reason!.Value));
        Assert.Equal([("r1", DeliveryStatus.Rejected, DeliveryRefusal.AccountNotConfigured), ("r2", DeliveryStatus.Rejected, DeliveryRefusal.AccountNotConfigured)], ends);
    }

    [Fact]
    public async Task An_account_sends_no_faster_than_its_rate()
    {
        var lane = runtime.Get<AccountLanes>().Of(new AccountKey(RuntimeUnderTest.Tenant, "telegram", "slow"));
        var account = runtime.Get<OmniFunctions.Runtime.Accounts.ChannelAccounts>().Find(new AccountKey(RuntimeUnderTest.Tenant, "telegram", "slow"))!;
        var places = Enumerable.Range(0, 8).Select(_ => (lane.Reserve(account, ChannelCatalogue.Find("telegram")!.Capabilities, TimeSpan.FromMinutes(1)).At - time.GetUtcNow()).TotalSeconds);

        Assert.Equal([0, 0, 0, 0.5, 1, 1.5, 2, 2.5], places);
        await Task.CompletedTask;
    }

    private Task<OmniFunctions.Runtime.Accounts.StoredAccount> AddAsync(AccountKey account, params (string Name, string Value)[] settings) => runtime.Get<OmniFunctions.Runtime.Accounts.StoredAccounts>().SaveAsync(
        account,
        new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))) { ["secret_token"] = RuntimeUnderTest.Secret, ["bot_token"] = "4:t", ["api_base"] = "http://127.0.0.1:9" },
        Lin);

    private static string Name(int i) => i.ToString("D3", CultureInfo.InvariantCulture);

    private static HttpResponseMessage Busy(int seconds) =>
        Of(HttpStatusCode.TooManyRequests, $$$"""{"ok":false,"error_code":429,"parameters":{"retry_after":{{{seconds}}}}}""");

    private static HttpResponseMessage Of(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };

    private async Task<ConversationKey> ServedAsync(long sender, string account = "bot")
    {
        Assert.Equal(200, (await runtime.KnockAsync(RuntimeUnderTest.Update(sender, "hello"), account)).Status);
        var key = (await runtime.TakeInAsync(Assert.Single(await runtime.TakeInboundAsync(1)))).Conversation!.Value;
        await runtime.OfferAndAcceptAsync(key, Lin);
        return key;
    }

    private async Task SayAsync(ConversationKey key, string id)
    {
        var outcome = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, id, id));
        Assert.Null(outcome.Refusal);
        await SendAsync(key, outcome.Effects.Single(effect => effect.Effect is Effect.Deliver).OperationId, id);
    }

    private async Task SendAsync(ConversationKey key, string operationId, string id)
    {
        var task = new OutboundTask(key.Tenant, key.Id, operationId, id).Write();
        await ThroughAsync(runtime.Get<Sender>().HandleAsync(task));
    }

    private async Task PassAsync(TimeSpan span)
    {
        time.Advance(span);
        await ThroughAsync(runtime.Get<HeldSending>().RunAsync());
    }

    /// <summary>Short waits inside of it pass by the fake clock.</summary>
    private async Task ThroughAsync(Task task)
    {
        for (var waits = 0; !task.IsCompleted && waits < 20_000; waits++)
        {
            await Task.WhenAny(task, Task.Delay(2));
            if (!task.IsCompleted) time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await task;
    }

    private async Task<DeliveryStatus> StatusAsync(ConversationKey key, string id) => (await runtime.Conversations.FindAsync(key))!.State.Reply(id)!.Status;

    private sealed record Call(string Token, string Text);

    /// <summary>Telegram's send API as each spec wants it.</summary>
    private sealed class Api : HttpMessageHandler
    {
        public ConcurrentQueue<Call> Calls { get; } = new();

        public ConcurrentQueue<Call> Taken { get; } = new();

        /// <summary>Null = all is well.</summary>
        public Func<Call, HttpResponseMessage?> Answer { get; set; } = _ => null;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            var call = new Call(request.RequestUri!.AbsolutePath.Split('/')[1]["bot".Length..], body.RootElement.GetProperty("text").GetString()!);
            Calls.Enqueue(call);
            if (Answer(call) is { } answer) return answer;
            Taken.Enqueue(call);
            return Of(HttpStatusCode.OK, $$$"""{"ok":true,"result":{"message_id":{{{Taken.Count}}}}}""");
        }
    }
}
