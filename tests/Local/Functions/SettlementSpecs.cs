using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger")]
[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement")]
public sealed class SettlementSpecs
{
    private const string AllByHand = """{ "version": "2.0", "extensions": { "serviceBus": { "autoCompleteMessages": false } } }""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Heard heard = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task An_abandoned_message_comes_again_with_what_was_noted_on_it()
    {
        await using var host = await StartAsync(typeof(ByHand));

        await SendAsync(host, "abandon");

        Assert.Equal(["abandon 1 -", "abandon 2 seen"], await heard.NextAsync(2));
    }

    [Fact]
    public async Task A_dead_letter_carries_reason_description_and_properties_and_can_be_sent_again()
    {
        await using var host = await StartAsync(typeof(ByHand));
        await SendAsync(host, "dead");
        Assert.Equal("dead 1 -", await heard.NextAsync());
        await using var client = Client(host);
        await using var letters = client.CreateReceiver("hand", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

        var letter = (await letters.ReceiveMessageAsync(Patience))!;
        Assert.Equal("unreadable|the third field|seen", $"{letter.DeadLetterReason}|{letter.DeadLetterErrorDescription}|{letter.ApplicationProperties["note"]}");
        await client.CreateSender("hand").SendMessageAsync(new ServiceBusMessage(letter) { MessageId = "again" });
        await letters.CompleteMessageAsync(letter);

        Assert.Equal("dead 1 seen", await heard.NextAsync());
    }

    [Fact]
    public async Task A_function_may_listen_to_the_dead_letters_of_a_queue()
    {
        await using var host = await StartAsync(typeof(ByHand), options => options with { Include = type => type == typeof(ByHand) || type == typeof(Undertaker) });

        await SendAsync(host, "dead");

        Assert.Equal(["buried dead: unreadable", "dead 1 -"], (await heard.NextAsync(2)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_message_that_expires_goes_where_the_queue_says()
    {
        await using var host = await StartAsync(typeof(Undertaker), options => options
            .With("OmniFunctions.Local:Queues:hand:DefaultMessageTimeToLive", "00:01:00")
            .With("OmniFunctions.Local:Queues:hand:DeadLetteringOnMessageExpiration", "true") with { Include = type => type == typeof(Undertaker) || type == typeof(NeverReady) });
        await SendAsync(host, "late");
        time.Advance(TimeSpan.FromMinutes(2));
        await using var client = Client(host);

        Assert.Null(await client.CreateReceiver("hand").ReceiveMessageAsync(TimeSpan.Zero));

        Assert.Equal("buried late: TTLExpiredException", await heard.NextAsync());
    }

    [Fact]
    public async Task A_dead_letter_without_a_reason_has_none()
    {
        await using var host = await StartAsync(typeof(ByHand));
        await SendAsync(host, "dead plainly");
        await heard.NextAsync();
        await using var client = Client(host);

        var letter = await client.CreateReceiver("hand", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }).ReceiveMessageAsync(Patience);

        Assert.Null(letter!.DeadLetterReason);
        Assert.False(letter.ApplicationProperties.ContainsKey("DeadLetterReason"));
    }

    [Fact]
    public async Task A_deferred_message_waits_for_who_knows_its_number()
    {
        await using var host = await StartAsync(typeof(ByHand));

        await SendAsync(host, "defer");
        var number = long.Parse((await heard.NextAsync()).Split('#')[1], System.Globalization.CultureInfo.InvariantCulture);

        await using var client = Client(host);
        var deferred = await client.CreateReceiver("hand").ReceiveDeferredMessageAsync(number);
        Assert.Equal("defer", deferred.Body.ToString());
    }

    [Fact]
    public async Task A_function_may_renew_the_lock_of_its_message()
    {
        await using var host = await StartAsync(typeof(ByHand), options => options with
        {
            HostJson = """{ "version": "2.0", "extensions": { "serviceBus": { "maxAutoLockRenewalDuration": "00:00:00" } } }""",
        });

        await SendAsync(host, "renew");
        Assert.Equal("renewing", await heard.NextAsync());
        time.Advance(TimeSpan.FromSeconds(45));
        ByHand.GoOn.Release();

        Assert.Equal("renewed by 45 s", await heard.NextAsync());
    }

    [Fact]
    public async Task What_a_function_returns_from_is_completed_unless_attribute_or_host_json_say_no()
    {
        await using var host = await StartAsync(typeof(Automatic), options => options with { HostJson = AllByHand });
        await using var client = Client(host);

        await client.CreateSender("as-host-says").SendMessageAsync(new ServiceBusMessage("x"));
        await client.CreateSender("as-it-says").SendMessageAsync(new ServiceBusMessage("x"));
        await heard.NextAsync(2);
        await host.DisposeAsync();
        await using var again = await StartAsync(typeof(Automatic), _ => hostOptions! with { HostJson = AllByHand });

        Assert.Equal("as host says", await heard.NextAsync());
        await again.DisposeAsync();
        Assert.True(heard.IsSilent);
    }

    [Fact]
    public async Task The_trigger_renews_the_lock_while_its_function_runs()
    {
        await using var host = await StartAsync(typeof(Slow));
        await SendAsync(host, "x", "slow");
        Assert.Equal("began 1", await heard.NextAsync());

        for (var second = 0; second < 200; second++) time.Advance(TimeSpan.FromSeconds(1));
        Slow.GoOn.Release();

        Assert.Equal("ended", await heard.NextAsync());
        await host.DisposeAsync();
        Assert.True(heard.IsSilent);
    }

    [Fact]
    public async Task Beyond_the_renewal_of_host_json_the_message_is_somebody_elses()
    {
        await using var host = await StartAsync(typeof(Slow), options => options with
        {
            HostJson = """{ "version": "2.0", "extensions": { "serviceBus": { "maxAutoLockRenewalDuration": "00:00:10" } } }""",
        });
        await SendAsync(host, "x", "slow");
        Assert.Equal("began 1", await heard.NextAsync());

        for (var second = 0; second < 100; second++) time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("began 2", await heard.NextAsync());
        Slow.GoOn.Release(2);
        Assert.Equal(["ended", "ended"], await heard.NextAsync(2));
    }

    private LocalHostOptions? hostOptions;

    private Task<LocalHost> StartAsync(Type functions, Func<LocalHostOptions, LocalHostOptions>? change = null)
    {
        hostOptions = (change ?? (options => options))(HostOfTest.Options(functions) with { Time = time });
        return HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard), hostOptions);
    }

    private static async Task SendAsync(LocalHost host, string body, string queue = "hand")
    {
        await using var client = Client(host);
        await client.CreateSender(queue).SendMessageAsync(new ServiceBusMessage(body));
    }

    private static ServiceBusClient Client(LocalHost host) => new(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);

    public sealed class ByHand(Heard heard)
    {
        public static readonly SemaphoreSlim GoOn = new(0);

        [Function("ByHand")]
        public async Task Run(
            [ServiceBusTrigger("hand", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
        {
            var noted = new Dictionary<string, object> { ["note"] = "seen" };
            var note = message.ApplicationProperties.GetValueOrDefault("note") ?? "-";
            switch (message.Body.ToString())
            {
                case "abandon" when message.DeliveryCount == 1:
                    await actions.AbandonMessageAsync(message, noted);
                    break;
                case "dead" when note is "-":
                    await actions.DeadLetterMessageAsync(message, noted, "unreadable", "the third field");
                    break;
                case "dead plainly":
                    await actions.DeadLetterMessageAsync(message);
                    break;
                case "defer":
                    await actions.DeferMessageAsync(message);
                    heard.Add($"#{message.SequenceNumber}");
                    return;
                case "renew":
                    var until = message.LockedUntil;
                    heard.Add("renewing");
                    await GoOn.WaitAsync();
                    await actions.RenewMessageLockAsync(message);
                    heard.Add($"renewed by {(message.LockedUntil - until).TotalSeconds} s");
                    return;
                default:
                    await actions.CompleteMessageAsync(message);
                    break;
            }

            heard.Add($"{message.Body} {message.DeliveryCount} {note}");
        }
    }

    public sealed class Undertaker(Heard heard)
    {
        [Function("Undertaker")]
        public void Run([ServiceBusTrigger("hand/$deadletterqueue", Connection = "ServiceBus")] ServiceBusReceivedMessage letter) =>
            heard.Add($"buried {letter.Body}: {letter.DeadLetterReason}");
    }

    /// <summary>Makes the queue by sending to it, and leaves its messages lying.</summary>
    public static class NeverReady
    {
        [Function("NeverReady")]
        [ServiceBusOutput("hand", Connection = "ServiceBus")]
        public static string? Run([TimerTrigger("0 0 0 1 1 *")] TimerInfo info) => null;
    }

    public sealed class Automatic(Heard heard)
    {
        [Function("AsHostSays")]
        public void AsHostSays([ServiceBusTrigger("as-host-says", Connection = "ServiceBus")] string text) => heard.Add("as host says");

        [Function("AsItSays")]
        public void AsItSays([ServiceBusTrigger("as-it-says", Connection = "ServiceBus", AutoCompleteMessages = true)] string text) => heard.Add("as it says");
    }

    public sealed class Slow(Heard heard)
    {
        public static readonly SemaphoreSlim GoOn = new(0);

        [Function("Slow")]
        public async Task Run([ServiceBusTrigger("slow", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
        {
            heard.Add($"began {message.DeliveryCount}");
            await GoOn.WaitAsync();
            heard.Add("ended");
        }
    }
}
