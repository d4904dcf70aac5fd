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
        var hash = system.Services.GetRequiredService<Passwords>().Hash(TheSystem.Password);
        var agent = new Agent(tenant, new AgentId(name), name, roles.Length == 0 ? [AgentRole.Agent] : roles, 3, [new QueueId(queue)], hash);
        await system.Services.GetRequiredService<AgentStore>().SaveAsync(agent, CancellationToken.None);
        return await system.SignInAsync(tenant.Value, name);
    }
}
