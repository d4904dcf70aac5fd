using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Runtime.Live;

/// <summary>Reads what a tenant's ids are called. Both sources keep what they read for a few seconds.</summary>
public sealed class NamesReader(AgentStore agents, PolicyStore policies)
{
    public async Task<Names> ReadAsync(TenantId tenant, CancellationToken cancellationToken) =>
        new(await agents.RosterAsync(tenant, cancellationToken), await policies.ActiveAsync(tenant, cancellationToken));
}
