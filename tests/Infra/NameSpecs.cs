using System.Reflection;
using System.Text.Json;
using System.Xml;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Inbound;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Insights;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Lifecycles;
using OmniFunctions.Tests.Infra.Bicep;

namespace OmniFunctions.Tests.Infra;

/// <summary>What the files create is what the code asks for: one name, one size, one setting on both sides.</summary>
[Collection(ParsedFiles.Name)]
public sealed class NameSpecs(InfraFiles infra)
{
    private static readonly IReadOnlyList<ParameterInfo> Bindings =
    [
        .. typeof(IntakeFunction).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .SelectMany(method => method.GetParameters()),
    ];

    private static JsonElement HostJson => JsonDocument.Parse(File.ReadAllText(Path.Combine(InfraFiles.Root, "host.json"))).RootElement;

    private static IEnumerable<T> Triggers<T>() where T : Attribute => Bindings.Select(parameter => parameter.GetCustomAttribute<T>()).OfType<T>();

    [Fact]
    public void The_queues_are_those_that_are_sent_to_and_received_from()
    {
        var queues = infra.Module("service-bus").List("queueNames");
        Assert.Equal([BusKeys.Inbound, BusKeys.Outbound], queues);
        Assert.Equal(queues.Order(), Triggers<ServiceBusTriggerAttribute>().Select(trigger => trigger.QueueName!).Order());
    }

    [Fact]
    public void The_queues_have_sessions_because_the_triggers_have()
    {
        Assert.All(Triggers<ServiceBusTriggerAttribute>(), trigger => Assert.True(trigger.IsSessionsEnabled));
        Assert.Equal("true", Queue("requiresSession"));
        Assert.Equal("true", Queue("requiresDuplicateDetection"));
        Assert.Equal("true", Queue("deadLetteringOnMessageExpiration"));
    }

    [Fact]
    public void The_queues_behave_as_on_one_machine()
    {
        var file = infra.Module("service-bus");
        var local = new QueueOptions();
        Assert.Equal(local.MaxDeliveryCount.ToString(System.Globalization.CultureInfo.InvariantCulture), Default(file, "maxDeliveryCount"));
        Assert.Equal(local.LockDuration, XmlConvert.ToTimeSpan(Default(file, "lockDuration")));
        Assert.Equal(TimeSpan.FromMinutes(10), XmlConvert.ToTimeSpan(Default(file, "duplicateDetectionWindow")));
    }

    [Fact]
    public void The_hub_is_the_one_that_is_published_to_and_read_from()
    {
        var file = infra.Module("event-hubs");
        Assert.Equal($"'{BusKeys.Insights}'", file.TextOf(file.Variable("hubName").Children[^1]));
        var trigger = Assert.Single(Triggers<EventHubTriggerAttribute>());
        Assert.Equal(BusKeys.Insights, trigger.EventHubName);
        // Every hub has the default group; any other must be made.
        if (trigger.ConsumerGroup is { Length: > 0 } group and not "$Default") Assert.Contains(group, file.List("consumerGroups"));
    }

    [Fact]
    public void The_hub_has_as_many_partitions_as_on_one_machine_where_nothing_else_is_said() =>
        Assert.Equal(new HubOptions().PartitionCount.ToString(System.Globalization.CultureInfo.InvariantCulture), Default(infra.Main, "eventHubPartitions"));

    [Fact]
    public void The_tables_are_those_that_the_stores_open()
    {
        var figures = (string)typeof(FiguresStore).GetField("Figures", BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;
        Assert.Equal(TableNames.All.Append(figures).Order(), infra.Module("storage").List("tableNames").Order());
    }

    [Fact]
    public void Every_connection_that_a_trigger_names_has_its_setting()
    {
        var settings = Settings("connectionSettings");
        var named = Triggers<ServiceBusTriggerAttribute>().Select(trigger => trigger.Connection!).Concat(Triggers<EventHubTriggerAttribute>().Select(trigger => trigger.Connection!)).Distinct();
        foreach (var connection in named) Assert.Contains($"{connection}__fullyQualifiedNamespace", settings.Keys);
        Assert.Contains("Tables__serviceUri", settings.Keys);
        Assert.Contains("AzureSignalRConnectionString__serviceUri", settings.Keys);
    }

    [Fact]
    public void The_settings_that_host_json_names_are_set()
    {
        var durable = HostJson.GetProperty("extensions").GetProperty("durableTask");
        Assert.Contains(durable.GetProperty("hubName").GetString()!.Trim('%'), Settings("connectionSettings").Keys);
        Assert.Contains(durable.GetProperty("storageProvider").GetProperty("connectionStringName").GetString()!, infra.Main.TextOf(infra.Main.Variable("durableSettings")), StringComparison.Ordinal);
        Assert.Equal("azureManaged", durable.GetProperty("storageProvider").GetProperty("type").GetString());
    }

    [Fact]
    public void No_setting_has_a_name_that_Azure_refuses()
    {
        foreach (var name in new[] { "connectionSettings", "ownSettings" }.SelectMany(variable => Settings(variable).Keys))
            Assert.Matches("^[A-Za-z0-9._]+$", name);
    }

    [Fact]
    public void Every_route_of_a_function_leads_to_the_app()
    {
        var paths = infra.Module("front-door").List("appPaths");
        var routes = new HttpFunctions().All.Select(function => "/" + function.Route.TrimStart('/')).ToList();
        Assert.NotEmpty(routes);
        Assert.DoesNotContain(routes, route => !paths.Any(path => path.EndsWith("/*", StringComparison.Ordinal) ? route.StartsWith(path[..^1], StringComparison.Ordinal) : route == path));
        Assert.Contains("/health/ready", routes);
        Assert.Contains("probePath: '/health/ready'", infra.Module("front-door").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void SignalR_tells_the_app_of_all_that_its_functions_listen_to_and_of_nothing_else()
    {
        var signalr = infra.Module("signalr").Text;
        var triggers = Triggers<SignalRTriggerAttribute>().ToList();
        Assert.All(triggers, trigger => Assert.Contains($"hubName: '{trigger.HubName}'", infra.Main.Text, StringComparison.Ordinal));
        Assert.Contains("hubPattern: hubName", signalr, StringComparison.Ordinal);
        Assert.Contains($"categoryPattern: '{Assert.Single(triggers.Select(trigger => trigger.Category).Distinct())}'", signalr, StringComparison.Ordinal);
        Assert.Contains($"eventPattern: '{string.Join(',', triggers.Select(trigger => trigger.Event).Order())}'", signalr, StringComparison.Ordinal);
        // The host's own address, by the name that is let in.
        Assert.Contains("upstreamUri: 'https://${publicHostName}/runtime/webhooks/signalr'", infra.Main.Text, StringComparison.Ordinal);
        Assert.Contains("/runtime/webhooks/signalr", infra.Module("front-door").List("appPaths"));
    }

    [Fact]
    public void The_upstream_names_its_key_and_does_not_hold_it()
    {
        Assert.Contains("?code={@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${upstreamSecretName})}'", infra.Module("signalr").Text, StringComparison.Ordinal);
        Assert.Contains("@secure()", infra.Main.DecoratorsOf(infra.Main.Parameter("signalrKey")));
        Assert.All(infra.ParameterFiles, file => Assert.Equal("readEnvironmentVariable('OMNI_SIGNALR_KEY', '')", file.TextOf(file.Variable("signalrKey").Children[^1])));
        var script = File.ReadAllText(Path.Combine(InfraFiles.Folder, "deploy.sh"));
        Assert.Contains("OMNI_SIGNALR_KEY=$signalr_key OMNI_SEALING_KEY=$sealing_key az deployment group create", script, StringComparison.Ordinal);
        Assert.Contains("/host/default/systemkeys/signalr_extension?api-version=", script, StringComparison.Ordinal);
    }

    [Fact]
    public void SignalR_is_serverless() =>
        Assert.Contains("{ flag: 'ServiceMode', value: 'Serverless' }", infra.Module("signalr").Text, StringComparison.Ordinal);

    [Fact]
    public void The_alert_on_missed_targets_counts_the_sentence_that_is_written()
    {
        var written = typeof(MissedTargets).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().Single().Message;
        var sentence = written.Split(':')[0];
        Assert.Equal("A service target was missed", sentence);
        Assert.Contains($"message startswith \"{sentence}\"", infra.Module("alerts").Text, StringComparison.Ordinal);
        Assert.Contains($"message startswith '{sentence}'", File.ReadAllText(Path.Combine(InfraFiles.Folder, "modules", "workbook.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_the_app_are_read_by_the_app()
    {
        var own = Settings("ownSettings").Keys.Select(name => name.Replace("__", ":", StringComparison.Ordinal));
        Assert.Equal([BlobContents.Setting, "Omni:DataProtectionKeys", ForwardingProxies.Setting, "Omni:PublicUrl", "Omni:SealingKey", SecondFactorDuties.Setting], own.Order(StringComparer.Ordinal));
        Assert.Contains($"'{OmniFunctions.Runtime.Accounts.AccountDocuments.Section.Replace(":", "__", StringComparison.Ordinal)}__${{index}}'", infra.Main.Text, StringComparison.Ordinal);
        Assert.Contains($"'{OmniFunctions.SignIn.SignInProviders.Section.Replace(":", "__", StringComparison.Ordinal)}__${{index}}'", infra.Main.Text, StringComparison.Ordinal);
        Assert.Contains($"'{AgentDocuments.Section.Replace(":", "__", StringComparison.Ordinal)}__${{index}}'", infra.Main.Text, StringComparison.Ordinal);
    }

    private string? Queue(string property)
    {
        var file = infra.Module("service-bus");
        var queue = file.Resources.Single(resource => file.NameOf(resource) == "queues");
        return file.Literal(file.Member(BicepFile.BodyOf(queue), "properties", property)!);
    }

    private IReadOnlyDictionary<string, BicepNode> Settings(string variable) => infra.Main.Members(infra.Main.Variable(variable).All("object").First());

    private static string Default(BicepFile file, string parameter) => file.Literal(file.DefaultOf(file.Parameter(parameter))!)!;
}
