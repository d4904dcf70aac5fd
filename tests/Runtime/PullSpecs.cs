using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>Platforms that only ring: what they ring for is read by one, from where it was left, and none of it is lost.</summary>
public sealed class PullSpecs : IAsyncLifetime
{
    private static readonly AccountKey Kf = new(RuntimeUnderTest.Tenant, "wecom-kf", "desk");
    private readonly ManualTime time = new();
    private readonly Api api = new();
    private RuntimeUnderTest runtime = null!;

    public async Task InitializeAsync() => runtime = await RuntimeUnderTest.StartAsync(
        settings: new()
        {
            ["Omni:Accounts:demo:wecom-kf:desk:token"] = "t",
            ["Omni:Accounts:demo:wecom-kf:desk:corp_id"] = "c",
            ["Omni:Accounts:demo:wecom-kf:desk:corp_secret"] = "s",
            ["Omni:Accounts:demo:wecom-kf:desk:api_base"] = "http://127.0.0.1:9",
            ["Omni:Accounts:demo:teams-botframework:bot:app_id"] = "a",
            ["Omni:Accounts:demo:teams-botframework:bot:keys_address"] = "http://127.0.0.1:9/keys",
            ["Omni:Accounts:demo:teams-botframework:bot:api_base"] = "http://127.0.0.1:9",
        },
        time: time,
        platforms: api);

    public async Task DisposeAsync() => await runtime.DisposeAsync();

    [Fact]
    public async Task A_ring_is_followed_through_all_pages_and_the_cursor_is_kept()
    {
        api.Pages = [Page("c1", more: true, "m1", "m2"), Page("c2", more: false, "m3")];
        await RingAsync();
        await ReadAsync();
        Assert.Equal(3, (await runtime.TakeInboundAsync(3)).Count);
        Assert.Equal(["", "c1"], api.Cursors);

        api.Pages = [Page("c3", more: false, "m4")];
        await RingAsync();
        await ReadAsync();
        Assert.Equal("c2", api.Cursors.Last());
    }

    [Fact]
    public async Task What_was_rung_for_is_read_by_the_timer_after_a_death()
    {
        // The platform was answered, and nobody had begun to read.
        await RingAsync();
        api.Pages = [Page("c1", more: false, "m1")];
        await runtime.Get<Pulls>().RunAsync();
        Assert.Single(await runtime.TakeInboundAsync(1));

        await runtime.Get<Pulls>().RunAsync();
        Assert.Single(api.Cursors);
    }

    [Fact]
    public async Task A_page_that_breaks_off_is_read_again_from_the_same_place()
    {
        api.Pages = [Page("c1", more: true, "m1"), null];
        await RingAsync();
        await ReadAsync();
        api.Pages = [Page("c2", more: false, "m2")];
        time.Advance(TimeSpan.FromMinutes(1));
        await runtime.Get<Pulls>().RunAsync();

        Assert.Equal(["", "c1", "c1"], api.Cursors);
        Assert.Equal(2, (await runtime.TakeInboundAsync(2)).Count);
    }

    [Fact]
    public async Task One_stream_has_one_reader()
    {
        api.Pages = [Page("c1", more: false, "m1")];
        await RingAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync()));

        Assert.InRange(api.Most, 1, 1);
    }

    [Fact]
    public async Task A_ring_while_it_is_read_is_another_reading()
    {
        api.Pages = [Page("c1", more: false, "m1"), Page("c2", more: false, "m2")];
        api.OnPull = async () =>
        {
            api.OnPull = null;
            await RingAsync();
        };
        await RingAsync();
        await ReadAsync();
        await runtime.Get<Pulls>().RunAsync();

        Assert.Equal(["", "c1"], api.Cursors);
    }

    [Fact]
    public async Task Published_keys_are_fetched_once_kept_over_a_restart_and_renewed_each_day()
    {
        var channel = ChannelCatalogue.Find("teams-botframework")!;
        var account = runtime.Get<ChannelAccounts>().Find(new AccountKey(RuntimeUnderTest.Tenant, "teams-botframework", "bot"))!;
        var keys = runtime.Get<PublishedKeys>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => keys.WithKeysAsync(channel, account)));
        Assert.Equal("""{"keys":[]}"""u8.ToArray(), (await keys.WithKeysAsync(channel, account)).PublishedKeys.ToArray());
        Assert.Equal(1, api.KeysAsked);

        await keys.WithKeysAsync(channel, account, renew: true);
        Assert.Equal(1, api.KeysAsked);
        time.Advance(TimeSpan.FromMinutes(6));
        for (var i = 0; i < 10; i++) await keys.WithKeysAsync(channel, account, renew: true);
        Assert.Equal(2, api.KeysAsked);

        var restarted = Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<PublishedKeys>(runtime.Services);
        Assert.NotEqual(0, (await restarted.WithKeysAsync(channel, account)).PublishedKeys.Length);
        Assert.Equal(2, api.KeysAsked);
        time.Advance(TimeSpan.FromHours(25));
        await keys.WithKeysAsync(channel, account);
        Assert.Equal(3, api.KeysAsked);
    }

    [Fact]
    public async Task An_account_that_was_added_lies_sealed_and_is_there_after_a_restart()
    {
        var key = new AccountKey(RuntimeUnderTest.Tenant, "telegram", "second");
        var stored = runtime.Get<StoredAccounts>();
        await stored.SaveAsync(key, new Dictionary<string, string> { ["bot_token"] = "4:canary", ["secret_token"] = "s" }, new AgentId("lin"));
        Assert.Equal("4:canary", runtime.Get<ChannelAccounts>().Find(key)!.Setting("bot_token"));
        Assert.Contains(runtime.Get<ChannelAccounts>().Of(RuntimeUnderTest.Tenant), account => account.Key == key);
        Assert.All(Directory.EnumerateFiles(runtime.Folder.FullName).Where(file => Path.GetFileName(file) != "in-use"), file => Assert.DoesNotContain("canary", ReadShared(file), StringComparison.Ordinal));

        var restarted = Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<StoredAccounts>(runtime.Services);
        await restarted.LoadAsync();
        Assert.Equal("4:canary", restarted.Find(key)!.Settings["bot_token"]);
        await stored.RemoveAsync(key);
        Assert.Null(runtime.Get<ChannelAccounts>().Find(key));
    }

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private Task RingAsync() => runtime.Get<Pulls>().RingAsync(Kf, new PullPosition("wk1", null, "ticket"), CancellationToken.None);

    private Task ReadAsync() => runtime.Get<Pulls>().ReadAsync(Kf, "wk1", CancellationToken.None);

    private static string Page(string next, bool more, params string[] ids) => JsonSerializer.Serialize(new
    {
        errcode = 0,
        next_cursor = next,
        has_more = more ? 1 : 0,
        msg_list = ids.Select(id => new { msgid = id, open_kfid = "wk1", external_userid = "u1", send_time = 1_780_000_000, origin = 3, msgtype = "text", text = new { content = "hello" } }),
    });

    private sealed class Api : HttpMessageHandler
    {
        private int now;
        private int page;
        private string?[] pages = [];

        /// <summary>Null = the connection breaks.</summary>
        public string?[] Pages
        {
            get => pages;
            set => (pages, page) = (value, 0);
        }

        public Func<Task>? OnPull { get; set; }

        public ConcurrentQueue<string> Cursors { get; } = new();

        public int KeysAsked { get; private set; }

        /// <summary>Readers at the same time.</summary>
        public int Most { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.EndsWith("/keys", StringComparison.Ordinal))
            {
                KeysAsked++;
                return Of("""{"keys":[]}""");
            }

            if (path.EndsWith("/gettoken", StringComparison.Ordinal)) return Of("""{"errcode":0,"access_token":"a","expires_in":7200}""");
            Most = Math.Max(Most, Interlocked.Increment(ref now));
            using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            Cursors.Enqueue(body.RootElement.GetProperty("cursor").GetString()!);
            if (OnPull is { } happens) await happens();
            await Task.Delay(20, cancellationToken);
            Interlocked.Decrement(ref now);
            return Of((page < pages.Length ? pages[page++] : null) ?? throw new HttpRequestException(HttpRequestError.ResponseEnded, "Cut off."));
        }

        private static HttpResponseMessage Of(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body) };
    }
}
