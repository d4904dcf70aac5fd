using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-output")]
[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-hubs-output")]
public sealed class OutputSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Heard heard = new();

    [Theory]
    [InlineData("text", "plain")]
    [InlineData("bytes", "raw")]
    [InlineData("object", """{"name":"Ada"}""")]
    public async Task A_returned_value_becomes_the_body_of_a_message(string form, string expected)
    {
        await using var host = await StartAsync();

        await CallAsync(host, form);

        Assert.Equal(expected, (await ReceiveAsync(host)).Body.ToString());
    }

    [Fact]
    public async Task An_array_is_many_messages_and_a_null_none()
    {
        await using var host = await StartAsync();

        await CallAsync(host, "nothing");
        await CallAsync(host, "many");

        Assert.Equal(["1", "2"], new[] { (await ReceiveAsync(host)).Body.ToString(), (await ReceiveAsync(host)).Body.ToString() });
    }

    [Fact]
    public async Task A_message_object_is_JSON_like_any_other_and_its_headers_are_lost()
    {
        await using var host = await StartAsync();

        await CallAsync(host, "message");

        var message = await ReceiveAsync(host);
        Assert.NotEqual("my-id", message.MessageId);
        Assert.Contains("my-id", message.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_fails_sends_nothing()
    {
        await using var host = await StartAsync();

        await CallAsync(host, "failing");
        await CallAsync(host, "text");

        Assert.Equal("plain", (await ReceiveAsync(host)).Body.ToString());
    }

    [Fact]
    public async Task A_returned_property_becomes_events_of_a_hub()
    {
        await using var host = await StartAsync();

        await CallAsync(host, "events");

        Assert.Equal(["e1", "e2"], (await heard.NextAsync(2)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_topic_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => HostOfTest.StartAsync(typeof(ToTopic)));

        Assert.Contains("sends to a topic", refusal.Message, StringComparison.Ordinal);
    }

    private Task<LocalHost> StartAsync() =>
        HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard), HostOfTest.Options(typeof(Sending), typeof(Listening)));

    private static async Task CallAsync(LocalHost host, string form)
    {
        using var http = host.Client();
        await http.GetAsync($"/send/{form}");
    }

    private static async Task<ServiceBusReceivedMessage> ReceiveAsync(LocalHost host)
    {
        await using var client = new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);
        var receiver = client.CreateReceiver("sent", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        return (await receiver.ReceiveMessageAsync(Patience))!;
    }

    public sealed class Sent
    {
        [ServiceBusOutput("sent", Connection = "ServiceBus")]
        public object? Message { get; init; }

        [EventHubOutput("told", Connection = "EventHub")]
        public string[]? Events { get; init; }
    }

    public static class Sending
    {
        [Function("Send")]
        public static Sent Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "send/{form}")] HttpRequest request, string form) => form switch
        {
            "text" => new Sent { Message = "plain" },
            "bytes" => new Sent { Message = "raw"u8.ToArray() },
            "object" => new Sent { Message = new { name = "Ada" } },
            "many" => new Sent { Message = new[] { "1", "2" } },
            "message" => new Sent { Message = new ServiceBusMessage("body") { MessageId = "my-id" } },
            "events" => new Sent { Events = ["e1", "e2"] },
            "failing" => throw new InvalidOperationException("no"),
            _ => new Sent(),
        };
    }

    public sealed class Listening(Heard heard)
    {
        [Function("Told")]
        public void Run([EventHubTrigger("told", Connection = "EventHub", IsBatched = false)] string text) => heard.Add(text);
    }

    public static class ToTopic
    {
        [Function("ToTopic")]
        [ServiceBusOutput("news", ServiceBusEntityType.Topic, Connection = "ServiceBus")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "topic")] HttpRequest request) => "";
    }
}
