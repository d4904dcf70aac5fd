using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Tests.Acceptance;

public sealed class AgentDocumentSpecs(TheSystem system) : Scenario(system)
{
    private static readonly TenantId Acme = new("acme");

    [Fact]
    public async Task The_first_supervisor_of_a_tenant_comes_from_the_settings_and_signs_in()
    {
        await ReadAsync($$"""{"tenant":"acme","id":"first","name":"First","roles":["agent","supervisor"],"password":"{{TheSystem.Password}}"}""");

        var first = await Omni.SignInAsync("acme", "first");
        var session = await first.GetAsync("/api/session");
        Assert.Equal(["agent", "supervisor"], session.GetProperty("agent").GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
        Assert.NotEmpty(session.GetProperty("queues").EnumerateArray());
    }

    [Fact]
    public async Task Who_is_there_stays_as_they_are()
    {
        await ReadAsync("""{"tenant":"acme","id":"again","name":"Once","roles":["agent"],"capacity":2,"password":"the first password"}""");
        await ReadAsync("""{"tenant":"acme","id":"again","name":"Twice","roles":["supervisor"],"capacity":9,"password":"another password"}""");

        var agent = await Omni.Services.GetRequiredService<AgentStore>().FindAsync(Acme, new AgentId("again"), default);
        Assert.Equal(("Once", 2), (agent!.Name, agent.Capacity));
    }

    [Fact]
    public async Task All_faults_are_named_at_once_no_password_with_them_and_nobody_is_let_in()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(
            """{"tenant":"acme","id":"good","name":"Good","roles":["agent"],"password":"a good password"}""",
            """{"tenant":"Acme","id":"","roles":["owner"],"capacity":900,"password":"hush"}""",
            """{"tenant":"acme","id":"lost","name":"Lost","roles":["agent"],"queues":["nowhere"],"password":"hush hush hush"}""",
            "hush, no JSON",
            "@Microsoft.KeyVault(VaultName=v;SecretName=s)"));

        foreach (var fault in (string[])[":1: tenant", ":1: id", ":1: name", ":1: roles", ":1: capacity", ":1: password", ":2: there is no queue 'nowhere'", ":3 is no document", ":4 is a reference"])
            Assert.Contains(AgentDocuments.Section + fault, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await Omni.Services.GetRequiredService<AgentStore>().FindAsync(Acme, new AgentId("good"), default));
    }

    private Task ReadAsync(params string[] documents)
    {
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection(documents.Select((document, index) => KeyValuePair.Create($"{AgentDocuments.Section}:{index}", (string?)document)));
        var services = Omni.Services;
        return new AgentDocuments(services.GetRequiredService<AgentStore>(), services.GetRequiredService<PolicyStore>(), services.GetRequiredService<Passwords>(), settings).StartAsync(default);
    }
}
