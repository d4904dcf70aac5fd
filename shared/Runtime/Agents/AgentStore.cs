using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Agents;

/// <summary>The agents of each tenant: one partition a tenant, one row an agent.</summary>
public sealed class AgentStore(TableServiceClient tables, TimeProvider time)
{
    /// <summary>More than any desk seats; a longer list is a mistake of an import.</summary>
    public const int MaxAgentsPerTenant = 2_000;

    private const int MaxCachedTenants = 1_000;

    /// <summary>
    /// How long what another instance changed is not seen here: what is taken from someone must be gone within a second. Looking costs one row;
    /// the whole list is read again only when it has changed, and for safety now and then.
    /// </summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(5);

    /// <summary>One row in a partition of its own, which earlier builds do not read, says which the last change was. No tenant's name has a tilde.</summary>
    private const string ChangePartition = "~changes";

    private const string ChangeRow = "agents";
    private const string Change = "Change";

    private static readonly SearchValues<char> NoKey = SearchValues.Create("/\\#?'\r\n\t");

    private readonly TableClient table = tables.GetTableClient(TableNames.Agents);
    private readonly ConcurrentDictionary<TenantId, Known> rosters = new();

    public async Task<Agent?> FindAsync(TenantId tenant, AgentId id, CancellationToken cancellationToken) =>
        (await RosterAsync(tenant, cancellationToken)).Find(id);

    /// <summary>All agents of a tenant by id, as they were at most half a second ago.</summary>
    public async Task<Roster> RosterAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // What nobody's key can hold is nobody's name, and the store is not even asked.
        if (tenant.Value.AsSpan().IndexOfAny(NoKey) >= 0) return new Roster([], now);
        if (rosters.TryGetValue(tenant, out var known) && now - known.LookedAt < LookEvery) return known.Roster;

        // The change is read before the list: one that comes in between makes the list be read once more, never once too few.
        var change = await ChangeOfAsync(tenant, cancellationToken);
        if (known is not null && known.Change == change && now - known.Roster.ReadAt < CacheLifetime)
        {
            rosters.TryUpdate(tenant, known with { LookedAt = now }, known);
            return known.Roster;
        }

        var roster = await ReadAsync(tenant, now, cancellationToken);
        // A tenant is an argument of the sign-in form, so names nobody has must not fill the memory.
        if (roster.Agents.Count == 0) return roster;
        if (rosters.Count >= MaxCachedTenants) rosters.Clear();
        rosters[tenant] = new Known(roster, change, now);
        return roster;
    }

    /// <summary>Adds an agent or replaces the one of the same id.</summary>
    public async Task SaveAsync(Agent agent, CancellationToken cancellationToken)
    {
        await table.CreateIfNotExistsAsync(cancellationToken);
        await table.UpsertEntityAsync(AgentRow.Write(agent), TableUpdateMode.Replace, cancellationToken);
        // The row first: whoever sees the change must find what was changed.
        var change = new TableEntity(agent.Tenant.Value + ChangePartition, ChangeRow) { [Change] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(sizeof(long))) };
        await table.UpsertEntityAsync(change, TableUpdateMode.Replace, cancellationToken);
        rosters.TryRemove(agent.Tenant, out _);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);

    private async Task<Roster> ReadAsync(TenantId tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var agents = new List<Agent>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value}"), cancellationToken: cancellationToken))
        {
            agents.Add(AgentRow.Read(row));
            if (agents.Count == MaxAgentsPerTenant) break;
        }

        return new Roster(agents, now);
    }

    /// <summary>Null where nothing was ever changed by this build or a later one.</summary>
    private async Task<string?> ChangeOfAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value + ChangePartition, ChangeRow, null, cancellationToken);
        return found.HasValue ? found.Value!.GetString(Change) : null;
    }

    /// <param name="LookedAt">When it was last seen that nothing had changed.</param>
    private sealed record Known(Roster Roster, string? Change, DateTimeOffset LookedAt);
}
