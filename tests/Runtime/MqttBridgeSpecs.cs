using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Azure.Messaging.ServiceBus;
using MQTTnet;
using MQTTnet.Protocol;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Mqtt;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Tests.Runtime;

/// <summary>The bridge against a real broker.</summary>
public sealed class MqttBridgeSpecs
{
    private static readonly AgentId Lin = new("lin");

    [Fact]
    public async Task What_a_device_publishes_is_its_own_and_an_answer_is_published_to_it()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var runtime = await BridgedAsync(broker);
        using var device = await Device.ConnectAsync(broker, "devices/fridge-7/replies");
        await runtime.Get<MqttBridge>().StartAsync(CancellationToken.None);

        await device.SayUntilHeardAsync("devices/fridge-7/support", """{"message":"门关不上","Temp":70}""", runtime);
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        var item = runtime.Get<InboundMessages>().Open(message.MessageId!, message.Body).Item;
        Assert.Equal((ItemKind.Event, "fridge-7", "门关不上", true), (item.Kind, item.Sender, item.Text, item.Speaks));

        var key = (await runtime.TakeInAsync(message)).Conversation!.Value;
        await runtime.OfferAndAcceptAsync(key, Lin);
        var outcome = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m1", "请重启"));
        await runtime.Get<Outbox>().EnqueueAsync(key, Assert.Single(outcome.Effects).OperationId, "m1");
        await runtime.Get<Sender>().HandleAsync(await OutboundAsync(runtime));

        Assert.Contains("\"text\":\"请重启\"", await device.HearAsync(), StringComparison.Ordinal);
        Assert.Contains((await runtime.EventsAsync(key)).Select(stored => stored.Event), e => e is ConversationEvent.DeliveryRecorded { Status: DeliveryStatus.Delivered });
        await runtime.Get<MqttBridge>().StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_could_not_be_kept_is_not_acknowledged_and_comes_to_the_next_process()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var device = await Device.ConnectAsync(broker);
        await using (var full = await BridgedAsync(broker, withQueues: false))
        {
            await full.Get<MqttBridge>().StartAsync(CancellationToken.None);
            await device.WaitForListenerAsync();
            await device.SayAsync("devices/fridge-7/support", "\"one\"", "n-1");
            await Task.Delay(300);
            await full.Get<MqttBridge>().StopAsync(CancellationToken.None);
        }

        await device.SayAsync("devices/fridge-7/support", "\"two\"", "n-2");
        await using var runtime = await BridgedAsync(broker);
        await runtime.Get<MqttBridge>().StartAsync(CancellationToken.None);

        Assert.Equal(["\"one\"", "\"two\""], await DataAsync(runtime, 2));
        await runtime.Get<MqttBridge>().StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_broker_that_went_and_came_back_is_listened_to_again_and_nothing_is_lost()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var runtime = await BridgedAsync(broker);
        await runtime.Get<MqttBridge>().StartAsync(CancellationToken.None);
        using (var device = await Device.ConnectAsync(broker))
        {
            await device.WaitForListenerAsync();
            await device.SayAsync("devices/fridge-7/support", "1", "n-1");
            Assert.Equal(["1"], await DataAsync(runtime, 1));
        }

        await broker.GoAsync();
        await broker.ComeAsync();
        using (var device = await Device.ConnectAsync(broker))
        {
            // It may be here before the bridge is: the broker keeps it for the bridge's session.
            await device.SayAsync("devices/fridge-7/support", "2", "n-2");
        }

        Assert.Equal(["2"], await DataAsync(runtime, 1));
        await runtime.Get<MqttBridge>().StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_is_said_twice_under_one_number_is_heard_once()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var runtime = await BridgedAsync(broker);
        await runtime.Get<MqttBridge>().StartAsync(CancellationToken.None);
        using var device = await Device.ConnectAsync(broker);
        await device.WaitForListenerAsync();

        foreach (var (text, id) in new[] { ("1", "n-1"), ("1", "n-1"), ("2", "n-2") }) await device.SayAsync("devices/fridge-7/support", text, id);

        Assert.Equal(["1", "2"], await DataAsync(runtime, 2));
        await runtime.Get<MqttBridge>().StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_nobody_can_read_does_not_hold_up_the_rest()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var runtime = await BridgedAsync(broker, topics: "#");
        await runtime.Get<MqttBridge>().StartAsync(CancellationToken.None);
        using var device = await Device.ConnectAsync(broker);
        await device.WaitForListenerAsync();

        // A topic without a level says of no device.
        await device.SayAsync("///", "1", "n-1");
        await device.SayAsync("devices/fridge-7/support", "2", "n-2");

        Assert.Equal(["2"], await DataAsync(runtime, 1));
        await runtime.Get<MqttBridge>().StopAsync(CancellationToken.None);
    }

    private static Task<RuntimeUnderTest> BridgedAsync(Mosquitto broker, bool withQueues = true, string topics = "devices/#") => RuntimeUnderTest.StartAsync(
        settings: new Dictionary<string, string?>
        {
            ["Omni:Accounts:demo:mqtt-iot:plant:query_code"] = "a-code-of-the-bridge",
            ["Omni:Accounts:demo:mqtt-iot:plant:broker_url"] = broker.Url,
            ["Omni:Accounts:demo:mqtt-iot:plant:broker_topics"] = topics,
        },
        withQueues: withQueues);

    private static async Task<IEnumerable<string?>> DataAsync(RuntimeUnderTest runtime, int count) => (await runtime.TakeInboundAsync(count))
        .OrderBy(message => message.SequenceNumber)
        .Select(message => runtime.Get<InboundMessages>().Open(message.MessageId!, message.Body).Item)
        .Select(item => item.Data ?? item.Details["data_text"].Text);

    private static async Task<BinaryData> OutboundAsync(RuntimeUnderTest runtime)
    {
        await using var session = await runtime.Get<ServiceBusClient>().AcceptNextSessionAsync(BusKeys.Outbound);
        var message = await session.ReceiveMessageAsync(TimeSpan.FromSeconds(5));
        await session.CompleteMessageAsync(message!);
        return message!.Body;
    }

    private sealed class Device(IMqttClient client) : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
        private readonly BlockingCollection<string> heard = [];

        public static async Task<Device> ConnectAsync(Mosquitto broker, string? listensTo = null)
        {
            var client = new MqttClientFactory().CreateMqttClient();
            var device = new Device(client);
            client.ApplicationMessageReceivedAsync += received =>
            {
                device.heard.Add(received.ApplicationMessage.ConvertPayloadToString());
                return Task.CompletedTask;
            };
            await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build());
            if (listensTo is not null) await client.SubscribeAsync(listensTo, MqttQualityOfServiceLevel.AtLeastOnce);
            return device;
        }

        public async Task<bool> SayAsync(string topic, string text, string? id = null)
        {
            var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(Encoding.UTF8.GetBytes(text)).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
            if (id is not null) message.WithUserProperty("id", Encoding.UTF8.GetBytes(id).AsMemory());
            return (await client.PublishAsync(message.Build())).ReasonCode != MqttClientPublishReasonCode.NoMatchingSubscribers;
        }

        public async Task SayUntilHeardAsync(string topic, string text, RuntimeUnderTest runtime)
        {
            await WaitForListenerAsync();
            Assert.True(await SayAsync(topic, text));
        }

        /// <summary>The broker tells whether anybody listens.</summary>
        public async Task WaitForListenerAsync()
        {
            var waited = Stopwatch.StartNew();
            while (!await SayAsync("devices/", ""))
            {
                Assert.True(waited.Elapsed < Patience, "Nobody listened.");
                await Task.Delay(20);
            }
        }

        public async Task<string> HearAsync() => await Task.Run(() => heard.TryTake(out var text, Patience) ? text : throw new TimeoutException("Nothing was heard."));

        public void Dispose()
        {
            client.Dispose();
            heard.Dispose();
        }
    }
}
