using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-develop-local")]
[Follows("https://learn.microsoft.com/azure/azure-functions/functions-host-json")]
public sealed class SettingsFaultSpecs
{
    [Fact]
    public async Task Every_fault_of_the_settings_file_and_of_host_json_is_named_at_once_with_its_line()
    {
        var faults = await RefusedAsync(Options(
            """
            {
              "IsEncrypted": true,
              "Values": {
                "Good": "yes",
                "Nested": { "Name": "x" },
                "Many": ["a", "b"]
              },
              "ConnectionStrings": "none"
            }
            """) with { HostJson = "{\n  \"version\": \"2.0\",\n  \"functionTimeout\": \"soon\"\n}" });

        Assert.Equal(
            [
                "local.settings.json, line 2: IsEncrypted is true; this host reads settings in the clear only.",
                "local.settings.json, line 5: Values.Nested is not a text. Write nested settings as one name with __ between its parts.",
                "local.settings.json, line 6: Values.Many is not a text. Write nested settings as one name with __ between its parts.",
                "local.settings.json, line 8: ConnectionStrings is not an object of names and texts.",
                "host.json, line 3: functionTimeout is not a time as hh:mm:ss from 00:00:01 on, or -1 for none.",
            ],
            faults);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_refused_with_the_place_where_it_ends_to_be()
    {
        var faults = await RefusedAsync(Options("{\n  \"Values\": {\n    \"A\" \"b\"\n  }\n}"));

        Assert.StartsWith("local.settings.json, line 3, column 9 is not JSON: ", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_lacks_nothing_and_leads_to_this_process()
    {
        var options = Options(
            """
            {
              "Values": {
                "Bare": "Endpoint=sb://local/",
                "Broken": "Endpoint=sb://local/;SharedAccessKeyName;SharedAccessKey=ZGVtbw==",
                "Elsewhere": "Endpoint=sb://company.servicebus.windows.net/;SharedAccessKeyName=all;SharedAccessKey=ZGVtbw==",
                "Homeless": "SharedAccessKeyName=all;SharedAccessKey=ZGVtbw=="
              }
            }
            """,
            typeof(Connected));

        var faults = await RefusedAsync(options.With("OMNI_PLATFORM", "local"));

        Assert.Equal(
            [
                "local.settings.json, line 3: Values.Bare is no connection string to this platform: it has no SharedAccessKey.",
                "local.settings.json, line 3: Values.Bare is no connection string to this platform: it has no SharedAccessKeyName.",
                "local.settings.json, line 4: Values.Broken is no connection string to this platform: a part of it has no name or no value.",
                "local.settings.json, line 4: Values.Broken is no connection string to this platform: it has no SharedAccessKeyName.",
                "local.settings.json, line 5: Values.Elsewhere is no connection string to this platform: it leads elsewhere than to sb://local/ of this process.",
                "local.settings.json, line 6: Values.Homeless is no connection string to this platform: it has no Endpoint.",
            ],
            faults.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains("ZGVtbw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_setting_that_makes_no_queue_or_hub_is_refused()
    {
        var faults = await RefusedAsync(HostOfTest.Options(typeof(Listening))
            .With("OmniFunctions.Local:Queues:orders:LockDuration", "01:00:00")
            .With("OmniFunctions.Local:Queues:orders:DeadLetteringOnMessageExpiration", "perhaps")
            .With("OmniFunctions.Local:EventHubs:facts:PartitionCount", "0"));

        Assert.Equal(
            [
                "The setting OmniFunctions.Local:EventHubs:facts:PartitionCount is '0', which is no whole number from 1 to 32.",
                "The setting OmniFunctions.Local:Queues:orders:DeadLetteringOnMessageExpiration is 'perhaps', which is neither true nor false.",
                "The setting OmniFunctions.Local:Queues:orders:LockDuration is '01:00:00', which is no time from 00:00:01 to 00:05:00.",
            ],
            faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_queue_has_sessions_for_all_its_functions_or_for_none()
    {
        var faults = await RefusedAsync(HostOfTest.Options(typeof(Disagreeing)));

        Assert.Contains("disagree on whether the queue 'orders' has sessions", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_passed_over_with_a_word_as_the_cloud_host_passes_over_it_without()
    {
        var log = new LogLines();
        var options = HostOfTest.Options() with
        {
            HostJson = """
                {
                  "version": "2.0",
                  "extensions": {
                    "serviceBus": { "prefetchCount": 1, "transportType": "amqpTcp",
                      "maxConcurentCalls": 4 },
                    "eventHubs": { "INITIALOFFSETOPTIONS": { "type": "FROMEND" } }
                  }
                }
                """,
        };

        await using var host = await HostOfTest.StartAsync(builder => builder.Logging.AddProvider(log), options);

        Assert.EndsWith(
            "host.json, line 5: extensions.serviceBus.maxConcurentCalls is no setting of this section; it is passed over.",
            Assert.Single(log.Lines, line => line.Contains("host.json", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_and_flags_may_be_written_as_text()
    {
        var options = HostOfTest.Options() with
        {
            HostJson = """{ "version": "2.0", "extensions": { "serviceBus": { "maxConcurrentCalls": "4", "autoCompleteMessages": "False" } } }""",
        };

        await using var host = await HostOfTest.StartAsync(static _ => { }, options);

        Assert.True(host.IsReady);
    }

    private static LocalHostOptions Options(string settingsFile, params Type[] classes)
    {
        var options = HostOfTest.Options(classes);
        File.WriteAllText(Path.Combine(options.BaseFolder!, "local.settings.json"), settingsFile);
        return options;
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(LocalHostOptions options) =>
        (await Assert.ThrowsAsync<StartupRefusedException>(() => HostOfTest.StartAsync(static _ => { }, options))).Faults;

    public static class Connected
    {
        [Function("OnBare")]
        public static void Bare([ServiceBusTrigger("a", Connection = "Bare")] string text) { }

        [Function("OnBareAgain")]
        public static void BareAgain([ServiceBusTrigger("b", Connection = "Bare")] string text) { }

        [Function("OnBroken")]
        public static void Broken([ServiceBusTrigger("c", Connection = "Broken")] string text) { }

        [Function("OnElsewhere")]
        public static void Elsewhere([EventHubTrigger("d", Connection = "Elsewhere")] string[] texts) { }

        [Function("OnHomeless")]
        public static void Homeless([ServiceBusTrigger("e", Connection = "Homeless")] string text) { }
    }

    public static class Listening
    {
        [Function("OnOrders")]
        public static void Orders([ServiceBusTrigger("orders", Connection = "ServiceBus")] string text) { }

        [Function("OnFacts")]
        public static void Facts([EventHubTrigger("facts", Connection = "EventHub")] string[] texts) { }
    }

    public static class Disagreeing
    {
        [Function("InOrder")]
        public static void InOrder([ServiceBusTrigger("orders", Connection = "ServiceBus", IsSessionsEnabled = true)] string text) { }

        [Function("AnyOrder")]
        public static void AnyOrder([ServiceBusTrigger("orders", Connection = "ServiceBus")] string text) { }
    }
}
