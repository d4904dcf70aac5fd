using Microsoft.Extensions.Hosting;
using OmniFunctions.Runtime;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Insights;

namespace OmniFunctions.Upkeep;

/// <summary>Creates the tables that are not there yet, before anything asks for them.</summary>
public sealed class Preparation(IServiceProvider services, AgentStore agents, FiguresStore figures, StoredAccounts accounts) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await services.EnsureTablesAsync(cancellationToken);
        await accounts.LoadAsync(cancellationToken);
        await agents.PrepareAsync(cancellationToken);
        await figures.PrepareAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
