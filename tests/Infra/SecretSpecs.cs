using System.Text.RegularExpressions;
using OmniFunctions.Tests.Infra.Bicep;

namespace OmniFunctions.Tests.Infra;

/// <summary>No key anywhere: not in a file, not in a setting, not asked of a service.</summary>
[Collection(ParsedFiles.Name)]
public sealed partial class SecretSpecs(InfraFiles infra)
{
    /// <summary>Built-in roles by their id, as "Azure built-in roles" on learn.microsoft.com has them. None may hand out keys or roles.</summary>
    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["2b629674-e913-4c01-ae53-ef4638d8f975"] = "Azure Event Hubs Data Sender",
        ["a638d3c7-ab3a-418d-83e6-5f17a39d4fde"] = "Azure Event Hubs Data Receiver",
        ["420fcaa2-552c-430f-98ca-3264be4806c7"] = "SignalR App Server",
        ["fd53cd77-2268-407a-8f46-7e7863d0f521"] = "SignalR REST API Owner",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
    };

    [Fact]
    public void Nobody_asks_a_service_for_its_keys() =>
        Assert.Empty(AllFiles().Where(file => AsksForKeys().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void No_text_looks_like_a_credential()
    {
        var found = AllFiles().SelectMany(file => LooksLikeCredential().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"));
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("AccountKey=abc", true)]
    [InlineData("SharedAccessKey=abc", true)]
    [InlineData("param p string = 'dGhpcnR5LXR3byBieXRlcyBmb3IgdGhlIHRlc3RzISE='", true)]
    [InlineData("roleDefinitionId: '0ad04412-c4d5-4796-b79c-f76d14c8d402'", false)]
    public void A_credential_would_be_seen(string text, bool seen) => Assert.Equal(seen, LooksLikeCredential().IsMatch(text));

    [Fact]
    public void A_secure_parameter_holds_nothing_by_itself()
    {
        foreach (var file in infra.Templates)
        {
            foreach (var parameter in file.Parameters.Where(parameter => file.DecoratorsOf(parameter).Contains("@secure()")))
                Assert.True(file.DefaultOf(parameter) is not { } value || file.TextOf(value) == "''", $"{file.Path}({parameter.Line}): {file.NameOf(parameter)}");
        }

        Assert.Contains("@secure()", infra.Main.DecoratorsOf(infra.Main.Parameter("sealingKey")));
        Assert.All(infra.ParameterFiles, file => Assert.Equal("readEnvironmentVariable('OMNI_SEALING_KEY', '')", file.TextOf(file.Variable("sealingKey").Children[^1])));
        Assert.Contains("OMNI_SEALING_KEY=$sealing_key az deployment group create", File.ReadAllText(Path.Combine(InfraFiles.Folder, "deploy.sh")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_reaches_the_app_by_reference_only()
    {
        var settings = infra.Main.Members(infra.Main.Variable("ownSettings").Child("object")!);
        Assert.StartsWith("'@Microsoft.KeyVault(", infra.Main.TextOf(settings["Omni__SealingKey"]), StringComparison.Ordinal);
        Assert.Contains("@Microsoft.KeyVault(", infra.Main.TextOf(infra.Main.Variable("accountSettings")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_role_is_one_that_is_known_here()
    {
        var given = infra.Templates.SelectMany(file => Ids().Matches(file.Text).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Roles.Keys.Order(), given.Order());
    }

    [Theory]
    [InlineData("service-bus", "bus", "disableLocalAuth", "true")]
    [InlineData("event-hubs", "namespace", "disableLocalAuth", "true")]
    [InlineData("signalr", "signalr", "disableLocalAuth", "true")]
    [InlineData("key-vault", "vault", "enableRbacAuthorization", "true")]
    [InlineData("key-vault", "vault", "enablePurgeProtection", "true")]
    [InlineData("storage", "web", "allowSharedKeyAccess", "false")]
    [InlineData("monitoring", "insights", "DisableLocalAuth", "true")]
    [InlineData("functions", "app", "httpsOnly", "true")]
    public void Keys_are_switched_off_where_a_service_has_them(string module, string resource, string property, string value)
    {
        var file = infra.Module(module);
        var declaration = file.Resources.Single(one => file.NameOf(one) == resource);
        Assert.Equal(value, file.Literal(file.Member(BicepFile.BodyOf(declaration), "properties", property)!));
    }

    [Fact]
    public void The_accounts_of_host_and_record_take_no_shared_key() =>
        Assert.Equal("false", infra.Module("storage").Literal(infra.Module("storage").Members(infra.Module("storage").Variable("closed").Child("object")!)["allowSharedKeyAccess"]));

    private IEnumerable<(string Path, string Text)> AllFiles() =>
        infra.Files.Values.Select(file => (file.Path, file.Text))
            .Concat(Directory.EnumerateFiles(InfraFiles.Folder, "*.sh").Select(file => (Path.GetFileName(file), File.ReadAllText(file))));

    [GeneratedRegex(@"\blist(Keys|Secrets|ConnectionStrings|AccountSas|ServiceSas|Credentials)\b|\baz [a-z ]*keys list", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForKeys();

    /// <summary>Keys of connection strings, passwords in addresses, and 32 or more bytes in base 64 or hexadecimal.</summary>
    [GeneratedRegex(@"AccountKey=|SharedAccessKey=|SharedAccessSignature|://[^/\s:']+:[^@\s']+@|'(?=[^']*[0-9])[A-Za-z0-9+/]{40,}={0,2}'|'[0-9a-fA-F]{64}'")]
    private static partial Regex LooksLikeCredential();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();
}
