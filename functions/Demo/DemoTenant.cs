using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using OmniFunctions.Access;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Demo;

/// <summary>A tenant to try the system with: three agents, three queues, and a policy that shows what policies can say.</summary>
public sealed class DemoTenant(AgentStore agents, PolicyStore policies, PolicyRegister register, Passwords passwords, IConfiguration configuration)
{
    public static readonly TenantId Id = new("demo");

    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int PasswordLength = 12;
    private const int Capacity = 3;

    private static readonly (string Id, string Name, AgentRole[] Roles)[] People =
    [
        ("li.na", "Li Na (demo)", [AgentRole.Agent]),
        ("wang.fang", "Wang Fang (demo)", [AgentRole.Agent]),
        ("chen.wei", "Chen Wei (demo)", [AgentRole.Agent, AgentRole.Supervisor]),
    ];

    public static IEnumerable<string> SignInNames => People.Select(person => person.Id);

    /// <summary>The password, when it was made just now; null when the tenant was there before.</summary>
    public async Task<string?> SeedAsync(CancellationToken cancellationToken)
    {
        var policy = await RulesAsync(cancellationToken);
        // Who was added since is no reason to seed again: that would put everybody's password back.
        var roster = await agents.RosterAsync(Id, cancellationToken);
        if (People.All(person => roster.Find(new AgentId(person.Id)) is not null)) return null;

        var password = configuration["Omni:DemoPassword"] is { Length: > 0 } set ? set : RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);
        var hash = passwords.Hash(password);
        foreach (var (id, name, roles) in People)
            await agents.SaveAsync(new Agent(Id, new AgentId(id), name, roles, Capacity, [.. policy.Queues.Select(queue => queue.Id)], hash), cancellationToken);
        return password;
    }

    /// <summary>The demo's rules take the place of the plain ones with which every tenant begins, and of nothing else: whoever changed them keeps theirs.</summary>
    private async Task<ServicePolicy> RulesAsync(CancellationToken cancellationToken)
    {
        var policy = await policies.ActiveAsync(Id, cancellationToken);
        if (policy.Version != DemoPolicy.Document.Version || await register.HistoryAsync(Id, null, 2, cancellationToken) is not [_]) return policy;
        await register.ActivateAsync(Id, DemoRules.Source(), new PolicyAuthor(null, "demo"), cancellationToken);
        return await policies.ActiveAsync(Id, cancellationToken);
    }
}
