using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger")]
public sealed class ServiceBusTriggerSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Heard heard = new();

    [Theory]
    [InlineData("message", "message:Ada")]
    [InlineData("text", "text:{\"name\":\"Ada\"}")]
    [InlineData("data", "data:{\"name\":\"Ada\"}")]
    [InlineData("poco", "poco:Ada")]
    public async Task A_message_arrives_in_the_form_the_function_asks_for(string queue, string expected)
    {
        await using var host = await StartAsync(typeof(Forms));
        await using var client = Client(host);

        await client.CreateSender(queue).SendMessageAsync(new ServiceBusMessage("""{"name":"Ada"}"""));

        Assert.Equal(expected, await heard.NextAsync());
    }

    [Fact]
    public async Task Messages_of_one_session_run_in_order_and_those_of_others_do_not_wait()
    {
        await using var host = await StartAsync(typeof(Sessions));
        await using var client = Client(host);
        var sender = client.CreateSender("sessions");

        foreach (var text in new[] { "a1", "a2", "a3", "b1" })
            await sender.SendMessageAsync(new ServiceBusMessage(text) { SessionId = text[..1] });

        var all = await heard.NextAsync(4);
        Assert.Equal(["a:a1", "a:a2", "a:a3"], all.Where(call => call.StartsWith('a')));
        Assert.Contains("b:b1", all);
    }

    [Fact]
    public async Task The_state_of_a_session_is_kept_from_message_to_message()
    {
        await using var host = await StartAsync(typeof(Stateful));
        await using var client = Client(host);
        var sender = client.CreateSender("stateful");

        await sender.SendMessageAsync(new ServiceBusMessage("x") { SessionId = "s" });
        await sender.SendMessageAsync(new ServiceBusMessage("y") { SessionId = "s" });

        Assert.Equal([":x", "x:xy"], await heard.NextAsync(2));
    }

    [Fact]
    public async Task A_message_that_always_fails_is_dead_after_the_maximum_and_holds_nobody_back()
    {
        await using var host = await StartAsync(typeof(Poisoned), options => options.With("OmniFunctions.Local:Queues:poisoned:MaxDeliveryCount", "3"));
        await using var client = Client(host);
        var sender = client.CreateSender("poisoned");

        await sender.SendMessageAsync(new ServiceBusMessage("poison"));
        await sender.SendMessageAsync(new ServiceBusMessage("good"));

        var dead = await client.CreateReceiver("poisoned", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }).ReceiveMessageAsync(Patience);
        Assert.Equal("poison", dead!.Body.ToString());
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        var calls = await heard.NextAsync(4);
        Assert.Equal(["poison 1", "poison 2", "poison 3"], calls.Where(call => call.StartsWith("poison", StringComparison.Ordinal)));
        Assert.Contains("good 1", calls);
    }

    [Fact]
    public async Task A_function_may_settle_its_message_itself()
    {
        await using var host = await StartAsync(typeof(Settling));
        await using var client = Client(host);

        await client.CreateSender("settling").SendMessageAsync(new ServiceBusMessage("bad") { MessageId = "m1" });

        var dead = await client.CreateReceiver("settling", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }).ReceiveMessageAsync(Patience);
        Assert.Equal("unreadable", dead!.DeadLetterReason);
        Assert.Equal("m1", await heard.NextAsync());
    }

    [Fact]
    public async Task A_batch_comes_as_an_array_and_is_completed_whole()
    {
        await using var host = await StartAsync(typeof(Batches));
        await using var client = Client(host);

        await client.CreateSender("batches").SendMessagesAsync([new("1"), new("2"), new("3")]);

        var total = 0;
        while (total < 3) total += int.Parse(await heard.NextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await host.DisposeAsync();
        Assert.True(heard.IsSilent);
    }

    [Fact]
    public async Task Middleware_sees_messages_and_what_functions_throw()
    {
        await using var host = await HostOfTest.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(heard);
                builder.Use(next => async context =>
                {
                    try
                    {
                        await next(context);
                    }
                    catch (InvalidOperationException e)
                    {
                        heard.Add($"seen {e.Message} {context.BindingContext.BindingData["DeliveryCount"]}");
                        throw;
                    }
                });
            },
            HostOfTest.Options(typeof(Poisoned)).With("OmniFunctions.Local:Queues:poisoned:MaxDeliveryCount", "1"));
        await using var client = Client(host);

        await client.CreateSender("poisoned").SendMessageAsync(new ServiceBusMessage("poison"));

        Assert.Equal(["poison 1", "seen no 1"], await heard.NextAsync(2));
    }

    private static ServiceBusClient Client(LocalHost host) =>
        new(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);

    private Task<LocalHost> StartAsync(Type functions, Func<LocalHostOptions, LocalHostOptions>? change = null) =>
        HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard), (change ?? (options => options))(HostOfTest.Options(functions)));

    public sealed record Person(string Name);

    public sealed class Forms(Heard heard)
    {
        [Function("Message")]
        public void Message([ServiceBusTrigger("message", Connection = "ServiceBus")] ServiceBusReceivedMessage message) =>
            heard.Add($"message:{message.Body.ToObjectFromJson<Dictionary<string, string>>()!["name"]}");

        [Function("Text")]
        public void Text([ServiceBusTrigger("text", Connection = "ServiceBus")] string text) => heard.Add($"text:{text}");

        [Function("Data")]
        public void Data([ServiceBusTrigger("data", Connection = "ServiceBus")] BinaryData data) => heard.Add($"data:{data}");

        [Function("Poco")]
        public void Poco([ServiceBusTrigger("poco", Connection = "ServiceBus")] Person person) => heard.Add($"poco:{person.Name}");
    }

    public sealed class Sessions(Heard heard)
    {
        [Function("Sessions")]
        public async Task Run([ServiceBusTrigger("sessions", Connection = "ServiceBus", IsSessionsEnabled = true)] string text, FunctionContext context)
        {
            await Task.Yield();
            heard.Add($"{context.BindingContext.BindingData["SessionId"]}:{text}");
        }
    }

    public sealed class Stateful(Heard heard)
    {
        [Function("Stateful")]
        public async Task Run(
            [ServiceBusTrigger("stateful", Connection = "ServiceBus", IsSessionsEnabled = true)] string text, ServiceBusSessionMessageActions session)
        {
            var before = (await session.GetSessionStateAsync()).ToString();
            await session.SetSessionStateAsync(BinaryData.FromString(before + text));
            heard.Add($"{before}:{before}{text}");
        }
    }

    public sealed class Poisoned(Heard heard)
    {
        [Function("Poisoned")]
        public void Run([ServiceBusTrigger("poisoned", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
        {
            heard.Add($"{message.Body} {message.DeliveryCount}");
            if (message.Body.ToString() == "poison") throw new InvalidOperationException("no");
        }
    }

    public sealed class Settling(Heard heard)
    {
        [Function("Settling")]
        public async Task Run(
            [ServiceBusTrigger("settling", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
        {
            await actions.DeadLetterMessageAsync(message, deadLetterReason: "unreadable");
            heard.Add(message.MessageId!);
        }
    }

    public sealed class Batches(Heard heard)
    {
        [Function("Batches")]
        public void Run([ServiceBusTrigger("batches", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages) =>
            heard.Add(messages.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
