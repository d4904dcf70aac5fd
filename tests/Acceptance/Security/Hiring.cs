using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Puts people into a directory while the system runs, and signs them in.</summary>
internal static class Hiring
{
    /// <param name="roles">Agent where none is given.</param>
    public static async Task<DeskClient> HireAsync(TheSystem system, TenantId tenant, string name, string queue = "service", params AgentRole[] roles)
    {
        await SaveAsync(system, tenant, name, null, queue, roles);
        return await system.SignInAsync(tenant.Value, name);
    }

    /// <summary>Without signing them in.</summary>
    public static Task AddAsync(TheSystem system, TenantId tenant, string name, string? mail = null, params AgentRole[] roles) => SaveAsync(system, tenant, name, mail, "service", roles);

    private static async Task SaveAsync(TheSystem system, TenantId tenant, string name, string? mail, string queue, AgentRole[] roles)
    {
        var hash = system.Services.GetRequiredService<Passwords>().Hash(TheSystem.Password);
        var agent = new Agent(tenant, new AgentId(name), name, roles.Length == 0 ? [AgentRole.Agent] : roles, 3, [new QueueId(queue)], hash, Mail: mail);
        await system.Services.GetRequiredService<AgentStore>().SaveAsync(agent, CancellationToken.None);
    }
}
