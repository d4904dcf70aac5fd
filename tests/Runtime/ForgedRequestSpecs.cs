using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Tests.Specs.Channels;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>
/// The attacks T01 and T02 of the reliability catalogue at the door itself, on every channel there is: genuine requests with their proof taken away, changed, cut
/// short or made for somebody else, and genuine requests brought again.
/// </summary>
public sealed class ForgedRequestSpecs
{
    private const string Rival = "rival";

    /// <summary>Where each channel carries the proof of who sent a request: the name of a header, of a query parameter or of a field of the body's form.</summary>
    private static readonly Dictionary<string, string[]> Proofs = new()
    {
        ["acs-calls"] = ["code"],
        ["acs-sms"] = ["code"],
        ["alipay"] = ["sign"],
        ["azure-eventgrid"] = ["code"],
        ["dingtalk"] = ["msg_signature", "signature"],
        ["doudian"] = ["event-sign"],
        ["douyin"] = ["X-Douyin-Signature"],
        ["douyin-live"] = ["x-signature"],
        ["email-mime"] = ["Authorization"],
        ["email-sendgrid-inbound"] = ["Authorization"],
        ["feishu"] = ["X-Lark-Signature"],
        ["instagram"] = ["X-Hub-Signature-256"],
        ["line"] = ["x-line-signature"],
        ["messenger"] = ["X-Hub-Signature-256"],
        ["mqtt-iot"] = ["code"],
        ["qqbot"] = ["X-Signature-Ed25519"],
        ["sendgrid-events"] = ["X-Twilio-Email-Event-Webhook-Signature"],
        ["shopify"] = ["X-Shopify-Hmac-Sha256"],
        ["slack"] = ["X-Slack-Signature"],
        ["standard-webhooks"] = ["webhook-signature"],
        ["standard-webhooks-svix"] = ["svix-signature"],
        ["taobao-top"] = ["sign"],
        ["teams-botframework"] = ["Authorization"],
        ["telegram"] = ["X-Telegram-Bot-Api-Secret-Token"],
        ["twilio"] = ["X-Twilio-Signature"],
        ["twilio-sms"] = ["X-Twilio-Signature"],
        ["twilio-voice"] = ["X-Twilio-Signature"],
        ["webchat"] = ["Authorization"],
        ["wechat-mini"] = ["signature", "msg_signature"],
        ["wechat-oa"] = ["signature", "msg_signature"],
        ["wecom"] = ["msg_signature"],
        ["wecom-kf"] = ["msg_signature"],
        ["weibo"] = ["signature"],
        ["whatsapp"] = ["X-Hub-Signature-256"],
    };

    /// <summary>Those that sign the time, and hold to it without being told to: what is genuine and older than this is not let in.</summary>
    private static readonly Dictionary<string, TimeSpan> GoodFor = new()
    {
        ["douyin-live"] = TimeSpan.FromMinutes(10),
        ["feishu"] = TimeSpan.FromMinutes(10),
        ["qqbot"] = TimeSpan.FromMinutes(10),
        ["sendgrid-events"] = TimeSpan.FromMinutes(10),
        ["slack"] = TimeSpan.FromMinutes(10),
        ["standard-webhooks"] = TimeSpan.FromMinutes(10),
        ["standard-webhooks-svix"] = TimeSpan.FromMinutes(10),
        ["taobao-top"] = TimeSpan.FromMinutes(10),
        ["teams-botframework"] = TimeSpan.FromDays(1),
        ["webchat"] = TimeSpan.FromMinutes(10),
    };

    public static TheoryData<string> Channels => new(ChannelCatalogue.All.Select(channel => channel.Name));

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task T01_a_request_without_a_whole_proof_of_its_own_tenant_is_told_nothing_and_leaves_nothing(string channel)
    {
        var genuine = Genuine(channel);
        Assert.NotEmpty(genuine);
        await using var under = await DoorUnderTest.StartAsync(channel, genuine);
        using var refused = new Counted("omni.webhooks.refused", channel);
        foreach (var (one, number) in genuine.Select((one, number) => (one, number)))
        {
            foreach (var forged in Forge(channel, one.Request)) await IsTurnedAwayAsync(under, "demo", channel, number, one with { Request = forged });
            await IsTurnedAwayAsync(under, Rival, channel, number, one);
        }

        Assert.True(refused.Count >= 4 * genuine.Count, $"counted {refused.Count} of {4 * genuine.Count}");
        Assert.Empty(await under.TakeInAllAsync());
        Assert.Equal(0, under.Rows());
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task T02_a_genuine_request_brought_again_leaves_nothing_new(string channel)
    {
        var genuine = Genuine(channel);
        await using var under = await DoorUnderTest.StartAsync(channel, genuine);
        await BringAsync(TimeSpan.Zero);
        var first = await under.TakeInAllAsync();
        var rows = under.Rows();
        foreach (var later in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(10.1), TimeSpan.FromDays(8) })
        {
            await BringAsync(later);
            await under.TakeInAllAsync();

            // A broker remembers for days only: what it has forgotten comes to intake once more.
            foreach (var message in first) await under.Runtime.TakeInAsync(message);
            Assert.Equal(rows, under.Rows());
        }

        async Task BringAsync(TimeSpan later)
        {
            foreach (var (one, number) in genuine.Select((one, number) => (one, number)))
            {
                var reply = await under.KnockAsync("demo", channel, number, one.Request, one.At + later);
                var goodFor = GoodFor.GetValueOrDefault(channel, TimeSpan.MaxValue);
                Assert.Contains(reply.Status, later > goodFor ? [401] : later == TimeSpan.Zero || goodFor == TimeSpan.MaxValue ? [200] : (int[])[200, 401]);
            }
        }
    }

    private static async Task IsTurnedAwayAsync(DoorUnderTest under, string tenant, string channel, int number, GenuineRequest forged)
    {
        var reply = await under.KnockAsync(tenant, channel, number, forged.Request, forged.At);
        Assert.Equal((401, "text/plain", "unauthorized"), (reply.Status, reply.ContentType, Encoding.UTF8.GetString(reply.Body.Span)));
        Assert.Empty(reply.Headers);
    }

    /// <summary>Published and made requests that are authentic and more than a question whether the address is ours.</summary>
    private static IReadOnlyList<GenuineRequest> Genuine(string channel) =>
    [
        // An Event Grid topic brings whatever there is; what was published of it alone are its questions.
        .. Vector.All.Where(vector => vector.ChannelName == (channel == "azure-eventgrid" ? "acs-sms" : channel))
            .Where(vector => vector.Channel.Verify(vector.Request, vector.Account, vector.Now) is Verification.Authentic authentic
                && vector.Channel.Parse(vector.Request, authentic.Payload, vector.Account) is Parsed.Items)
            .Select(vector => new GenuineRequest(vector.Request, vector.Account.Settings, vector.Now)),
        .. Made(channel),
    ];

    /// <summary>Where no request that says something was published.</summary>
    private static IEnumerable<GenuineRequest> Made(string channel)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_763_640_000);
        var account = new ChannelAccount(new AccountKey(RuntimeUnderTest.Tenant, channel, DoorUnderTest.AccountOf(0)), new Dictionary<string, string>
        {
            [VisitorToken.KeySetting] = "a-key-of-the-page",
            ["push_secret"] = "123abc",
        });
        switch (channel)
        {
            case "webchat":
                yield return Posted(account, now, """{"id":"m-1","text":"hello","sentAt":"2025-11-20T12:00:00.000Z"}""", ("Authorization", "Bearer " + VisitorToken.Issue(account, "v1", now.AddMinutes(5))));
                break;
            case "douyin-live":
                const string Body = """[{"msg_id":"1","sec_openid":"u","content":"hello","nickname":"n","timestamp":1763640000000}]""";
                var time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
#pragma warning disable CA5351 // The platform's protocol is MD5; there is no other to choose.
                var signature = Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes($"x-msg-type=live_comment&x-nonce-str=n&x-roomid=7&x-timestamp={time}{Body}123abc")));
#pragma warning restore CA5351
                yield return Posted(account, now, Body, ("x-msg-type", "live_comment"), ("x-nonce-str", "n"), ("x-roomid", "7"), ("x-timestamp", time), ("x-signature", signature));
                break;
            default:
                break;
        }
    }

    private static GenuineRequest Posted(ChannelAccount account, DateTimeOffset at, string body, params (string Name, string Value)[] headers) => new(
        new WebhookRequest(
            "POST",
            "https://omni.example/webhooks/demo/channel/0",
            new Dictionary<string, string>(),
            headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetBytes(body)),
        account.Settings,
        at);

    private static IEnumerable<WebhookRequest> Forge(string channel, WebhookRequest request)
    {
        yield return With(channel, request, _ => null);
        yield return With(channel, request, proof => InParts(proof, Changed));
        yield return With(channel, request, proof => InParts(proof, part => part[..^Math.Min(4, part.Length)]));
    }

    /// <summary>The request with each of its proofs put through a change; null takes it away.</summary>
    private static WebhookRequest With(string channel, WebhookRequest request, Func<string, string?> change)
    {
        var names = Proofs[channel].ToHashSet(StringComparer.OrdinalIgnoreCase);
        var form = channel == "alipay" ? Encoding.UTF8.GetString(request.Body.Span) : null;
        return request with
        {
            Headers = Each(request.Headers, names, change).ToDictionary(StringComparer.OrdinalIgnoreCase),
            Query = Each(request.Query, names, change).ToDictionary(),
            Body = form is null ? request.Body : Encoding.UTF8.GetBytes(string.Join('&', form.Split('&').Select(field => FormField(field, names, change)).OfType<string>())),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Each(IReadOnlyDictionary<string, string> values, HashSet<string> names, Func<string, string?> change)
    {
        foreach (var (name, value) in values)
        {
            if (!names.Contains(name)) yield return KeyValuePair.Create(name, value);
            else if (change(value) is { } changed) yield return KeyValuePair.Create(name, changed);
        }
    }

    private static string? FormField(string field, HashSet<string> names, Func<string, string?> change) => field.Split('=', 2) is [var name, var value] && names.Contains(name)
        ? change(System.Net.WebUtility.UrlDecode(value)) is { } changed ? $"{name}={System.Net.WebUtility.UrlEncode(changed)}" : null
        : field;

    /// <summary>A proof may be several, or have its kind before it.</summary>
    private static string InParts(string proof, Func<string, string> change) =>
        string.Join(' ', proof.Split(' ').Select(part => part is "Bearer" or "Basic" ? part : change(part)));

    /// <summary>One character in the middle is another one of its kind.</summary>
    private static string Changed(string text)
    {
        var at = text.Length / 2;
        while (!char.IsAsciiLetterOrDigit(text[at])) at++;
        var other = text[at] switch { 'z' => 'a', 'Z' => 'A', '9' => '0', var letter => (char)(letter + 1) };
        return $"{text[..at]}{other}{text[(at + 1)..]}";
    }

    /// <param name="At">The moment at which it came.</param>
    private sealed record GenuineRequest(WebhookRequest Request, IReadOnlyDictionary<string, string> Settings, DateTimeOffset At);

    /// <summary>The door with an account for each genuine request, and the same accounts of another tenant with other secrets. Nobody outside can be reached.</summary>
    private sealed class DoorUnderTest(RuntimeUnderTest runtime, ManualTime time) : IAsyncDisposable
    {
        private static readonly TimeSpan NothingMore = TimeSpan.FromMilliseconds(60);

        public RuntimeUnderTest Runtime => runtime;

        public static string AccountOf(int number) => number.ToString(CultureInfo.InvariantCulture);

        public static async Task<DoorUnderTest> StartAsync(string channel, IReadOnlyList<GenuineRequest> genuine)
        {
            var secrets = ChannelCatalogue.Find(channel)!.Capabilities.Settings
                .Where(setting => setting.Secret || setting.Name.EndsWith("public_key", StringComparison.Ordinal))
                .Select(setting => setting.Name)
                .ToHashSet(StringComparer.Ordinal);
            // Microsoft signs for every bot with the same keys; what tells two of them apart is for whom.
            if (channel == "teams-botframework") secrets.Add("app_id");
            var settings = new Dictionary<string, string?>();
            foreach (var (one, number) in genuine.Select((one, number) => (one, number)))
            {
                foreach (var (name, value) in one.Settings)
                {
                    settings[$"Omni:Accounts:demo:{channel}:{AccountOf(number)}:{name}"] = value;
                    settings[$"Omni:Accounts:{Rival}:{channel}:{AccountOf(number)}:{name}"] = secrets.Contains(name) ? Changed(value) : value;
                }
            }

            var time = new ManualTime(genuine[0].At);
            return new DoorUnderTest(await RuntimeUnderTest.StartAsync(settings: settings, time: time, platforms: new Nobody()), time);
        }

        public async Task<DoorReply> KnockAsync(string tenant, string channel, int number, WebhookRequest request, DateTimeOffset at)
        {
            var now = time.GetUtcNow();
            if (at >= now) time.Advance(at - now);
            else time.PutBack(now - at);
            return await runtime.Get<Door>().ReceiveAsync(tenant, channel, AccountOf(number), request, CancellationToken.None);
        }

        /// <summary>All that lies in the queue, taken in.</summary>
        public async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeInAllAsync()
        {
            var taken = new List<ServiceBusReceivedMessage>();
            while (true)
            {
                try
                {
                    using var patience = new CancellationTokenSource(NothingMore);
                    await using var session = await runtime.Get<ServiceBusClient>().AcceptNextSessionAsync(BusKeys.Inbound, cancellationToken: patience.Token);
                    while (await session.ReceiveMessageAsync(TimeSpan.FromMilliseconds(5)) is { } message)
                    {
                        await runtime.TakeInAsync(message);
                        await session.CompleteMessageAsync(message);
                        taken.Add(message);
                    }
                }
                catch (OperationCanceledException)
                {
                    return taken;
                }
            }
        }

        /// <summary>Of conversations and the people in them. By which a repetition is known, and kept out of where it does not belong, says nothing by itself.</summary>
        public int Rows() => new[] { TableNames.Conversations, TableNames.People, TableNames.Holders, TableNames.Pulls }
            .Sum(name => runtime.Get<TableServiceClient>().GetTableClient(name).Query<TableEntity>().Count(row => !row.RowKey.StartsWith("i:", StringComparison.Ordinal)));

        public ValueTask DisposeAsync() => runtime.DisposeAsync();
    }

    private sealed class Nobody : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody is there.");
    }
}
