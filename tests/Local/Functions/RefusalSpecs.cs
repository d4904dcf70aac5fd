using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Local.SignalR;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-host-json")]
public sealed class RefusalSpecs
{
    [Fact]
    public async Task Every_fault_of_host_json_is_named_at_once()
    {
        var faults = await RefusedAsync(HostOfTest.Options() with
        {
            HostJson = """
                { // Comments and trailing commas are allowed.
                  "version": "1.0",
                  "extensions": {
                    "http": { "routePrefix": 7 },
                    "serviceBus": { "maxConcurrentCalls": 0, "sessionIdleTimeout": "soon", "autoCompleteMessages": "yes" },
                    "eventHubs": { "maxEventBatchSize": 100000, "initialOffsetOptions": { "type": "fromEnqueuedTime" } },
                    "durableTask": { "hubName": "%NOT_SET%" },
                  },
                }
                """,
        });

        Assert.Equal(8, faults.Count);
        Assert.Contains("host.json, line 2: version is not \"2.0\".", faults);
        Assert.Contains("host.json, line 4: extensions.http.routePrefix is not a text.", faults);
        Assert.Contains("host.json, line 5: extensions.serviceBus.maxConcurrentCalls is not a whole number from 1 to 10000.", faults);
        Assert.Contains("host.json, line 7: extensions.durableTask.hubName names the setting %NOT_SET%, which is not set.", faults);
    }

    [Fact]
    public async Task A_host_json_that_is_no_JSON_is_refused()
    {
        var faults = await RefusedAsync(HostOfTest.Options() with { HostJson = "{" });

        Assert.StartsWith("host.json, line 1, column 2 is not JSON", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_function_that_cannot_run_is_named_at_once()
    {
        var faults = await RefusedAsync(HostOfTest.Options(typeof(Faulty)));

        Assert.Contains(faults, fault => fault.Contains("Function SAME (Faulty.SameAgain) has the name of Faulty.Same", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("route 'Twice/{other}', which FirstRoute has", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("unknown trigger InventedTriggerAttribute", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("unknown output InventedOutputAttribute", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("has no trigger", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("parameter strange of type Faulty, which a httpTrigger cannot fill", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("wrong schedule", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("never comes", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("needs the connection string 'Elsewhere'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("async void", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("which is no template", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Keyed asks for a key of the host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_can_be_disabled_by_a_setting()
    {
        await using var host = await HostOfTest.StartAsync(static _ => { }, HostOfTest.Options(typeof(Two)).With("AzureWebJobs.One.Disabled", "true"));
        using var client = host.Client();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/one")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/two")).StatusCode);
    }

    [Fact]
    public async Task A_folder_that_another_host_holds_is_refused_with_one_sentence()
    {
        var options = HostOfTest.Options();
        await using var first = await HostOfTest.StartAsync(static _ => { }, options);

        var refusal = Assert.Single(await RefusedAsync(options));

        Assert.Contains("is in use by another process", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_with_one_sentence_and_the_folder_let_go()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = HostOfTest.Options() with { Url = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}") };

        Assert.Contains("is taken by another process", Assert.Single(await RefusedAsync(options)), StringComparison.Ordinal);
        taken.Stop();

        await using var host = await HostOfTest.StartAsync(static _ => { }, options);
        Assert.Equal(options.Url.Port, host.Address.Port);
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("Endpoint=http://127.0.0.1;AccessKey=short;", "shorter than 32")]
    [InlineData("AccessKey=0123456789012345678901234567890123456789;", "names no Endpoint")]
    public async Task A_hub_without_a_good_connection_string_is_refused(string? connection, string expected)
    {
        var options = HostOfTest.Options(typeof(ServerlessHubSpecs.Desk)).With("AzureSignalRConnectionString", connection);

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(
            () => HostOfTest.StartAsync(builder => builder.Services.AddServerlessHub<ServerlessHubSpecs.Desk>(), options));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(LocalHostOptions options) =>
        (await Assert.ThrowsAsync<StartupRefusedException>(() => HostOfTest.StartAsync(static _ => { }, options))).Faults;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class InventedTriggerAttribute : TriggerBindingAttribute;

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class InventedOutputAttribute : OutputBindingAttribute;

    public static class Two
    {
        [Function("One")]
        public static void One([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) { }

        [Function("Two")]
        public static void Other([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) { }
    }

    public sealed class Faulty
    {
        [Function("Same")]
        public static void Same([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) { }

        [Function("SAME")]
        public static void SameAgain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) { }

        [Function("FirstRoute")]
        public static void First([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "twice/{one}")] HttpRequest request) { }

        [Function("SecondRoute")]
        public static void Second([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "Twice/{other}")] HttpRequest request) { }

        [Function("Invented")]
        public static void Invented([InventedTrigger] string text) { }

        [Function("InventedOutput")]
        [InventedOutput]
        public static string Output([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "";

        [Function("Untriggered")]
        public static void Untriggered(string text) { }

        [Function("Strange")]
        public static void Strange([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, Faulty strange) { }

        [Function("WrongSchedule")]
        public static void WrongSchedule([TimerTrigger("often")] TimerInfo info) { }

        [Function("NeverDue")]
        public static void NeverDue([TimerTrigger("0 0 0 31 2 *")] TimerInfo info) { }

        [Function("Unconnected")]
        public static void Unconnected([ServiceBusTrigger("q", Connection = "Elsewhere")] string text) { }

        [Function("Unseen")]
        public static async void Unseen([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => await Task.Yield();

        [Function("Keyed")]
        public static void Keyed([HttpTrigger("get")] HttpRequest request) { }

        [Function("BadRoute")]
        public static void BadRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) { }
    }
}
