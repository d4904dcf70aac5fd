using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus")]
[Follows("https://learn.microsoft.com/dotnet/api/microsoft.azure.webjobs.servicebus.servicebusoptions")]
public sealed class BatchTriggerSpecs
{
    private readonly Heard heard = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_batch_is_no_larger_than_host_json_says()
    {
        await using var host = await StartAsync("""{ "maxMessageBatchSize": 2 }""");

        await SendAsync(host, "1", "2", "3");

        Assert.Equal(3, (await HeardUntilAsync("3")).Sum(batch => batch.Split(',').Length));
    }

    [Fact]
    public async Task A_batch_waits_until_the_least_number_has_come()
    {
        await using var host = await StartAsync("""{ "minMessageBatchSize": 3, "maxBatchWaitTime": "00:00:20" }""");

        await SendAsync(host, "1");
        await SendAsync(host, "2");
        Assert.True(heard.IsSilent);
        await SendAsync(host, "3");

        Assert.Equal("1,2,3", await heard.NextAsync());
    }

    [Fact]
    public async Task A_batch_waits_no_longer_than_host_json_says()
    {
        await using var host = await StartAsync("""{ "minMessageBatchSize": 3, "maxBatchWaitTime": "00:00:20" }""");
        await SendAsync(host, "1", "2");

        // The wait begins when the listener has the messages; the clock is moved until that has happened and the time is over.
        for (var i = 0; i < 1_000 && heard.IsSilent; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        Assert.Equal("1,2", await heard.NextAsync());
    }

    [Fact]
    public async Task A_host_that_stops_runs_the_batch_it_has_gathered()
    {
        await using (var host = await StartAsync("""{ "minMessageBatchSize": 3, "maxBatchWaitTime": "00:00:20" }"""))
        {
            await SendAsync(host, "1");
            await using var client = Client(host);
            for (var i = 0; i < 1_000 && await client.CreateReceiver("many").ReceiveMessageAsync(TimeSpan.Zero) is { } free; i++) await client.CreateReceiver("many").AbandonMessageAsync(free);
        }

        Assert.Equal("1", await heard.NextAsync());
    }

    [Theory]
    [InlineData("""{ "maxMessageBatchSize": 5, "minMessageBatchSize": 6 }""", "minMessageBatchSize is not a whole number from 1 to 5")]
    [InlineData("""{ "maxBatchWaitTime": "00:03:00" }""", "maxBatchWaitTime is not a time as hh:mm:ss up to 00:02:30")]
    public async Task A_batch_that_cannot_be_is_refused(string settings, string expected)
    {
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => StartAsync(settings));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    private Task<LocalHost> StartAsync(string serviceBus) => HostOfTest.StartAsync(
        builder => builder.Services.AddSingleton(heard),
        HostOfTest.Options(typeof(Many)) with { Time = time, HostJson = $$"""{ "version": "2.0", "extensions": { "serviceBus": {{serviceBus}} } }""" });

    private static async Task SendAsync(LocalHost host, params string[] bodies)
    {
        await using var client = Client(host);
        await client.CreateSender("many").SendMessagesAsync(bodies.Select(body => new ServiceBusMessage(body)));
    }

    private async Task<List<string>> HeardUntilAsync(string last)
    {
        var batches = new List<string>();
        while (batches.Count == 0 || !batches[^1].EndsWith(last, StringComparison.Ordinal)) batches.Add(await heard.NextAsync());
        Assert.All(batches, batch => Assert.InRange(batch.Split(',').Length, 1, 2));
        return batches;
    }

    private static ServiceBusClient Client(LocalHost host) => new(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);

    public sealed class Many(Heard heard)
    {
        [Function("Many")]
        public void Run([ServiceBusTrigger("many", Connection = "ServiceBus", IsBatched = true)] string[] texts) => heard.Add(string.Join(',', texts));
    }
}
