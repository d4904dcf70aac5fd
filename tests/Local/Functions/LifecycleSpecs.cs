using System.Net;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Local.Functions;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-host-json")]
public sealed class LifecycleSpecs
{
    private readonly Heard heard = new();

    [Fact]
    public async Task A_stopping_host_is_not_ready_and_finishes_what_it_holds()
    {
        var hold = new Hold();
        var options = HostOfTest.Options(typeof(Slow));
        await using var host = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard).AddSingleton(hold), options);
        using var http = host.Client();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        await using var client = new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);
        await client.CreateSender("slow").SendMessageAsync(new ServiceBusMessage("x"));
        Assert.Equal("began", await heard.NextAsync());

        var stopping = host.DisposeAsync().AsTask();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.False(stopping.IsCompleted);
        hold.Release.SetResult();
        await stopping;

        Assert.Equal("ended", await heard.NextAsync());
    }

    [Fact]
    public async Task A_host_whose_disk_has_failed_is_not_ready_though_the_app_says_so()
    {
        await using var host = await HostOfTest.StartAsync(static _ => { }, HostOfTest.Options(typeof(AlwaysReady)));
        using var http = host.Client();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);

        // The commit finds its transaction gone: the store cannot know what is on the disk, and takes nothing any more.
        var store = host.Services.GetRequiredService<EmbeddedStore>();
        await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(session => session.Execute("ROLLBACK")));
        Assert.False(store.IsWritable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_stopping_host_takes_nothing_new_and_the_next_one_does()
    {
        var hold = new Hold();
        var options = HostOfTest.Options(typeof(Slow));
        await using (var host = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard).AddSingleton(hold), options))
        {
            await using var client = new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);
            await client.CreateSender("slow").SendMessageAsync(new ServiceBusMessage("x"));
            Assert.Equal("began", await heard.NextAsync());

            var stopping = host.DisposeAsync().AsTask();
            await client.CreateSender("slow").SendMessageAsync(new ServiceBusMessage("y"));
            hold.Release.SetResult();
            await stopping;
            Assert.Equal("ended", await heard.NextAsync());
            Assert.True(heard.IsSilent);
        }

        await using var again = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard).AddSingleton(hold), options);
        Assert.Equal(["began", "ended"], await heard.NextAsync(2));
    }

    [Fact]
    public async Task A_function_that_does_not_end_is_told_when_the_time_has_run_out_and_its_message_comes_again()
    {
        var options = HostOfTest.Options(typeof(Slow));
        await using (var host = await StartSlowAsync(options))
        {
            await using var client = new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);
            await client.CreateSender("slow").SendMessageAsync(new ServiceBusMessage("x"));
            Assert.Equal("began", await heard.NextAsync());
        }

        await using var again = await StartSlowAsync(options);
        Assert.Equal("began", await heard.NextAsync());
    }

    private Task<LocalHost> StartSlowAsync(LocalHostOptions options) => HostOfTest.StartAsync(
        builder => builder.Services
            .AddSingleton(heard).AddSingleton(new Hold())
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200)),
        options);

    [Fact]
    public async Task Settings_come_from_the_file_and_the_caller_wins()
    {
        var options = HostOfTest.Options(typeof(Configured)).With("Greeting", "from the caller");
        await File.WriteAllTextAsync(
            Path.Combine(options.BaseFolder!, "local.settings.json"),
            """{ "Values": { "Greeting": "from the file", "Section__Name": "nested", /* allowed */ } }""");
        await using var host = await HostOfTest.StartAsync(static _ => { }, options);
        using var http = host.Client();

        Assert.Equal("from the caller, nested", await http.GetStringAsync("/configured"));
    }

    [Fact]
    public async Task The_sample_settings_serve_where_there_are_no_others()
    {
        var options = HostOfTest.Options(typeof(Configured));
        await File.WriteAllTextAsync(Path.Combine(options.BaseFolder!, "local.settings.sample.json"), """{ "Values": { "Greeting": "sample" } }""");
        await using var host = await HostOfTest.StartAsync(static _ => { }, options);
        using var http = host.Client();

        Assert.Equal("sample, ", await http.GetStringAsync("/configured"));
    }

    [Fact]
    public async Task Two_hosts_live_in_one_process_side_by_side()
    {
        await using var first = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard), HostOfTest.Options(typeof(Quick)));
        await using var second = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(new Heard()), HostOfTest.Options(typeof(Quick)));
        await using var client = new ServiceBusClient(first.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);

        await client.CreateSender("quick").SendMessageAsync(new ServiceBusMessage("mine"));

        Assert.Equal("mine", await heard.NextAsync());
    }

    public static class AlwaysReady
    {
        [Function("Ready")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request) => Results.Ok();
    }

    public sealed class Hold
    {
        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Slow(Heard heard, Hold hold)
    {
        [Function("Slow")]
        public async Task Run([ServiceBusTrigger("slow", Connection = "ServiceBus")] string text, CancellationToken cancellation)
        {
            heard.Add("began");
            await hold.Release.Task.WaitAsync(cancellation);
            heard.Add("ended");
        }
    }

    public sealed class Quick(Heard heard)
    {
        [Function("Quick")]
        public void Run([ServiceBusTrigger("quick", Connection = "ServiceBus")] string text) => heard.Add(text);
    }

    public sealed class Configured(IConfiguration configuration)
    {
        [Function("Configured")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "configured")] HttpRequest request) =>
            $"{configuration["Greeting"]}, {configuration["Section:Name"]}";
    }
}
