using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Channels.StandardWebhooks;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Visitors;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>A visitor's devices: registered, replaced, forgotten; and the company's own server told of answers, by a signed webhook and nothing more than it needs.</summary>
public sealed class DevicePushSpecs : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Visitor = "v1";
    private const string Said = "It leaves today";
    private static readonly AccountKey Site = new(RuntimeUnderTest.Tenant, "webchat", "site");
    private static readonly AccountKey Telling = Site with { Account = "telling" };
    private static readonly AccountKey Silent = Site with { Account = "silent" };
    private static readonly AgentId Lin = new("lin");
    private readonly ManualTime time = new();
    private readonly ConcurrentQueue<(IHeaderDictionary Headers, byte[] Body)> told = new();
    private WebApplication company = null!;
    private RuntimeUnderTest runtime = null!;
    private string answer = "";
    private int messages;

    private DeviceStore Devices => runtime.Get<DeviceStore>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        company = builder.Build();
        company.MapPost("/push", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            told.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
            await context.Response.WriteAsync(answer);
        });
        await company.StartAsync();
        var settings = new Dictionary<string, string?> { ["Omni:Accounts:demo:webchat:silent:visitor_key"] = "k", ["Omni:Accounts:demo:webchat:telling:push_text"] = "on" };
        foreach (var account in new[] { "site", "telling" })
        {
            settings[$"Omni:Accounts:demo:webchat:{account}:visitor_key"] = "k";
            settings[$"Omni:Accounts:demo:webchat:{account}:api_base"] = company.Urls.First();
            settings[$"Omni:Accounts:demo:webchat:{account}:push_url"] = company.Urls.First() + "/push";
            settings[$"Omni:Accounts:demo:webchat:{account}:push_secret"] = Secret;
        }

        runtime = await RuntimeUnderTest.StartAsync(settings: settings, time: time);
    }

    public async Task DisposeAsync()
    {
        await runtime.DisposeAsync();
        await company.DisposeAsync();
    }

    [Fact]
    public async Task The_companys_server_is_told_of_an_answer_signed_and_without_what_it_says()
    {
        await Devices.PutAsync(Site, Visitor, new PushDevice("d-1", "fcm", "token-1", "zh-CN"));
        await AnswerAsync(Site);

        var (headers, body) = Assert.Single(told);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers["webhook-timestamp"]!, CultureInfo.InvariantCulture));
        Assert.Equal(StandardWebhooksSignature.Sign(Secret, headers["webhook-id"]!, at, body), headers["webhook-signature"]);
        var data = JsonDocument.Parse(body).RootElement.GetProperty("data");
        Assert.Equal("demo/site", data.GetProperty("account").GetString());
        Assert.Equal("""[{"device":"d-1","service":"fcm","token":"token-1","language":"zh-CN"}]""", data.GetProperty("devices").GetRawText());
        Assert.DoesNotContain(Said, Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_says_goes_along_where_the_account_says_so()
    {
        await Devices.PutAsync(Telling, Visitor, new PushDevice("d-1", "apns", "token-1"));
        await AnswerAsync(Telling);

        Assert.Equal(Said, JsonDocument.Parse(Assert.Single(told).Body).RootElement.GetProperty("data").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Nobody_is_told_without_a_device_or_without_a_server()
    {
        await AnswerAsync(Site);
        await Devices.PutAsync(Silent, Visitor, new PushDevice("d-1", "fcm", "token-1"));
        await AnswerAsync(Silent);

        Assert.Empty(told);
    }

    [Fact]
    public async Task A_device_that_is_said_to_be_gone_is_told_no_more()
    {
        answer = """{"gone":["d-1"]}""";
        await Devices.PutAsync(Site, Visitor, new PushDevice("d-1", "fcm", "token-1"));
        await AnswerAsync(Site);
        await AnswerAsync(Site);

        Assert.Single(told);
        Assert.Empty(await Devices.OfAsync(Site, Visitor));
    }

    [Fact]
    public async Task Registering_again_replaces_and_a_token_belongs_to_one_device()
    {
        await Devices.PutAsync(Site, Visitor, new PushDevice("d-1", "fcm", "token-1"));
        await Devices.PutAsync(Site, Visitor, new PushDevice("d-1", "fcm", "token-2"));
        Assert.Equal([new PushDevice("d-1", "fcm", "token-2")], await Devices.OfAsync(Site, Visitor));

        await Devices.PutAsync(Site, Visitor, new PushDevice("d-2", "fcm", "token-2"));
        Assert.Equal([new PushDevice("d-2", "fcm", "token-2")], await Devices.OfAsync(Site, Visitor));
        Assert.Empty(await Devices.OfAsync(Site, "v2"));
        Assert.Empty(await Devices.OfAsync(Telling, Visitor));
    }

    [Fact]
    public async Task Of_too_many_devices_the_longest_not_renewed_goes()
    {
        for (var number = 0; number <= PushDevice.MaxDevices; number++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Devices.PutAsync(Site, Visitor, new PushDevice($"d-{number}", "fcm", $"token-{number}"));
        }

        Assert.Equal(Enumerable.Range(1, PushDevice.MaxDevices).Reverse().Select(number => $"d-{number}"), (await Devices.OfAsync(Site, Visitor)).Select(device => device.Device));
    }

    [Fact]
    public async Task What_is_taken_away_or_not_renewed_for_a_month_is_told_no_more()
    {
        await Devices.PutAsync(Site, Visitor, new PushDevice("d-1", "fcm", "token-1"));
        await Devices.PutAsync(Site, Visitor, new PushDevice("d-2", "fcm", "token-2"));
        await Devices.RemoveAsync(Site, Visitor, "d-1");
        Assert.Equal(["d-2"], (await Devices.OfAsync(Site, Visitor)).Select(device => device.Device));

        time.Advance(TimeSpan.FromDays(VisitStore.Days + 1));
        await runtime.Get<VisitStore>().ForgetAsync();
        Assert.Empty(await Devices.OfAsync(Site, Visitor));
    }

    private async Task AnswerAsync(AccountKey account)
    {
        var number = ++messages;
        var item = new InboundItem { Kind = ItemKind.Text, Sender = Visitor, MessageId = $"m{number}", DedupeKey = $"m{number}", Text = "hello" };
        await runtime.Get<InboundMessages>().SendAsync([new Envelope(account, item, time.GetUtcNow())], CancellationToken.None);
        var key = (await runtime.TakeInAsync(Assert.Single(await runtime.TakeInboundAsync(1)))).Conversation!.Value;
        if ((await runtime.Conversations.FindAsync(key))!.State.Holder is null) await runtime.OfferAndAcceptAsync(key, Lin);
        var reply = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, $"r{number}", Said));
        Assert.Null(reply.Refusal);
        await runtime.Get<Sender>().HandleAsync(new OutboundTask(key.Tenant, key.Id, reply.Effects.Single(effect => effect.Effect is Effect.Deliver).OperationId, $"r{number}").Write());
        await ((WebhookDevicePush)runtime.Get<IDevicePush>()).Last;
    }
}
