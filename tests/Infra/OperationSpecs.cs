using System.Text.Json;
using System.Text.RegularExpressions;
using OmniFunctions.Tests.Infra.Bicep;

namespace OmniFunctions.Tests.Infra;

/// <summary>What ops count on: tags, diagnostics, alerts that name a runbook, a page, and a lock where it matters.</summary>
[Collection(ParsedFiles.Name)]
public sealed partial class OperationSpecs(InfraFiles infra)
{
    /// <summary>Top-level types that carry no tags.</summary>
    private static readonly string[] Untagged =
    [
        "Microsoft.Authorization/roleAssignments", "Microsoft.Authorization/locks", "Microsoft.Consumption/budgets", "Microsoft.Insights/diagnosticSettings",
        "Microsoft.EventHub/namespaces/eventhubs", "Microsoft.KeyVault/vaults/secrets", "Microsoft.Cdn/profiles/customDomains", "Microsoft.Cdn/profiles/originGroups",
        "Microsoft.Cdn/profiles/ruleSets", "Microsoft.Cdn/profiles/afdEndpoints/routes", "Microsoft.SignalRService/signalR/sharedPrivateLinkResources",
    ];

    [Fact]
    public void Whatever_can_carry_tags_carries_them()
    {
        foreach (var file in infra.Templates)
        {
            var bare = file.Root.Children.Where(node => node.Type == "resource_declaration")
                .Where(resource => !file.TextOf(resource).Contains(" existing = ", StringComparison.Ordinal))
                .Where(resource => !Untagged.Contains(file.ReferenceOf(resource).Split('@')[0]))
                .Where(resource => !file.Members(BicepFile.BodyOf(resource)).ContainsKey("tags"));
            Assert.Empty(bare.Select(resource => $"{file.Path}({resource.Line}): {file.NameOf(resource)}"));
        }
    }

    [Theory]
    [InlineData("storage", 6)]
    [InlineData("monitoring", 1)]
    [InlineData("network", 2)]
    [InlineData("service-bus", 1)]
    [InlineData("event-hubs", 1)]
    [InlineData("signalr", 1)]
    [InlineData("durable", 1)]
    [InlineData("key-vault", 1)]
    [InlineData("functions", 1)]
    [InlineData("front-door-profile", 1)]
    public void Every_service_sends_its_diagnostics_to_the_workspace(string module, int settings)
    {
        var file = infra.Module(module);
        var found = file.Resources.Where(resource => file.ReferenceOf(resource).StartsWith("Microsoft.Insights/diagnosticSettings@", StringComparison.Ordinal)).ToList();
        Assert.Equal(settings, found.Count);
        Assert.All(found, setting => Assert.NotNull(file.Member(BicepFile.BodyOf(setting), "properties", "workspaceId")));
    }

    [Theory]
    [InlineData("DeadletteredMessages")]
    [InlineData("timeSinceEnqueued")]
    [InlineData("ActiveMessages")]
    [InlineData("success == false")]
    [InlineData("ThrottledRequests")]
    [InlineData("ConnectionQuotaUtilization")]
    public void An_alert_watches(string figure) => Assert.Contains(figure, infra.Module("alerts").Text, StringComparison.Ordinal);

    [Fact]
    public void Every_alert_tells_people()
    {
        var file = infra.Module("alerts");
        var alerts = file.Resources.Where(resource => file.ReferenceOf(resource).Split('@')[0] is "Microsoft.Insights/metricAlerts" or "Microsoft.Insights/scheduledQueryRules").ToList();
        Assert.Equal(10, alerts.Count);
        Assert.All(alerts, alert => Assert.Contains("people.id", file.TextOf(file.Member(BicepFile.BodyOf(alert), "properties", "actions")!), StringComparison.Ordinal));
        Assert.All(alerts, alert => Assert.NotNull(file.Member(BicepFile.BodyOf(alert), "properties", "description")));
    }

    [Fact]
    public void Every_runbook_that_an_alert_names_is_there()
    {
        var named = Runbooks().Matches(infra.Module("alerts").Text).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(File.Exists(Path.Combine(InfraFiles.Root, "docs", "runbooks", name)), name));
    }

    [Fact]
    public void The_page_of_ops_is_a_document_whose_placeholders_are_all_filled()
    {
        var text = File.ReadAllText(Path.Combine(InfraFiles.Folder, "modules", "workbook.json"));
        using var page = JsonDocument.Parse(text);
        Assert.True(page.RootElement.GetProperty("items").GetArrayLength() > 10);
        var placeholders = Placeholders().Matches(text).Select(match => match.Value).Distinct().Order().ToList();
        Assert.Equal(placeholders, Placeholders().Matches(infra.Module("workbook").Text).Select(match => match.Value).Distinct().Order());
        foreach (var signal in (string[])["Traffic", "Errors", "Latency", "Saturation"]) Assert.Contains($"## {signal}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Production_is_locked_kept_in_three_zones_and_private()
    {
        var prod = infra.Files["parameters/prod.bicepparam"];
        foreach (var parameter in (string[])["lockGroup", "zoneRedundant", "geoRedundant", "privateNetwork"])
            Assert.Equal("true", prod.Literal(prod.Variable(parameter).Children[^1]));
        Assert.Equal("'Premium'", prod.TextOf(prod.Variable("serviceBusTier").Children[^1]));
        Assert.Contains("environmentName == 'prod'", infra.Main.TextOf(infra.Main.Parameter("lockGroup")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\$\{runbooks\}/([a-z-]+\.md)")]
    private static partial Regex Runbooks();

    [GeneratedRegex(@"\{\{[a-zA-Z]+\}\}")]
    private static partial Regex Placeholders();
}
