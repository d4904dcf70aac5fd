using System.Collections.Concurrent;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Agents;

/// <summary>The agents of each tenant: one partition a tenant, one row an agent.</summary>
public sealed class AgentStore(TableServiceClient tables, TimeProvider time)
{
    /// <summary>More than any desk seats; a longer list is a mistake of an import.</summary>
    public const int MaxAgentsPerTenant = 2_000;

    private const int MaxCachedTenants = 1_000;

    /// <summary>How long a dismissed agent's cookie still works, and a new agent's name is still an id.</summary>
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(5);

    private readonly TableClient table = tables.GetTableClient(TableNames.Agents);
    private readonly ConcurrentDictionary<TenantId, Roster> rosters = new();

    public async Task<Agent?> FindAsync(TenantId tenant, AgentId id, CancellationToken cancellationToken) =>
        (await RosterAsync(tenant, cancellationToken)).Find(id);

    /// <summary>All agents of a tenant by id; at most a few seconds old.</summary>
    public async Task<Roster> RosterAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (rosters.TryGetValue(tenant, out var known) && now - known.ReadAt < CacheLifetime) return known;

        var agents = new List<Agent>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value}"), cancellationToken: cancellationToken))
        {
            agents.Add(AgentRow.Read(row));
            if (agents.Count == MaxAgentsPerTenant) break;
        }

        // A tenant is an argument of the sign-in form, so names nobody has must not fill the memory.
        if (agents.Count == 0) return Roster.Nobody(now);
        if (rosters.Count >= MaxCachedTenants) rosters.Clear();
        return rosters[tenant] = new Roster(agents, now);
    }

    /// <summary>Adds an agent or replaces the one of the same id.</summary>
    public async Task SaveAsync(Agent agent, CancellationToken cancellationToken)
    {
        await table.CreateIfNotExistsAsync(cancellationToken);
        await table.UpsertEntityAsync(AgentRow.Write(agent), TableUpdateMode.Replace, cancellationToken);
        rosters.TryRemove(agent.Tenant, out _);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);
}
