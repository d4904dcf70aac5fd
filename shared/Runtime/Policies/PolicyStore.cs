using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Json;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Policies;

/// <summary>The document in force for each tenant. It is looked up anew after <see cref="FreshFor"/>, so a new one is in force everywhere by then.</summary>
public sealed class PolicyStore(TableServiceClient tables, TimeProvider time)
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);
    private const string ActiveRow = "active";
    private const string Document = "Document";

    private readonly TableClient table = tables.GetTableClient(TableNames.Policies);
    private readonly ConcurrentDictionary<TenantId, (CompiledPolicy Policy, DateTimeOffset ReadAt)> known = new();

    /// <summary>The policy in force. A tenant without one begins with the demo document.</summary>
    public async Task<ServicePolicy> ActiveAsync(TenantId tenant, CancellationToken cancellation = default) => (await CompiledAsync(tenant, cancellation)).Document;

    /// <summary>The policy in force, ready to be asked.</summary>
    public async Task<CompiledPolicy> CompiledAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(tenant, out var fresh) && now - fresh.ReadAt < FreshFor) return fresh.Policy;
        var policy = await ReadAsync(tenant, cancellation) ?? await SeedAsync(tenant, cancellation);
        var compiled = fresh.Policy is { } before && before.Hash == PolicyHash.Of(policy) && before.Version == policy.Version ? before : CompiledPolicy.Of(policy, Zones.Find);
        known[tenant] = (compiled, now);
        return compiled;
    }

    /// <summary>Puts a document in force.</summary>
    /// <returns>The document's faults; with any, the one in force stays.</returns>
    public async Task<IReadOnlyList<PolicyFault>> ActivateAsync(TenantId tenant, ServicePolicy policy, CancellationToken cancellation = default)
    {
        var faults = PolicyValidation.Faults(policy);
        if (faults.Count > 0) return faults;
        await table.UpsertEntityAsync(Row(tenant, policy), TableUpdateMode.Replace, cancellation);
        known.TryRemove(tenant, out _);
        return faults;
    }

    private async Task<ServicePolicy?> ReadAsync(TenantId tenant, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, ActiveRow, null, cancellation);
        return found.HasValue ? JsonSerializer.Deserialize(found.Value!.Take(Document), CoreJson.Instance.ServicePolicy) : null;
    }

    private async Task<ServicePolicy> SeedAsync(TenantId tenant, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(Row(tenant, DemoPolicy.Document), cancellation);
            return DemoPolicy.Document;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await ReadAsync(tenant, cancellation) ?? throw new InvalidOperationException($"The policy of {tenant} was there and is gone.");
        }
    }

    private static TableEntity Row(TenantId tenant, ServicePolicy policy)
    {
        var row = new TableEntity(tenant.Value, ActiveRow) { ["Version"] = policy.Version };
        row.Put(Document, JsonSerializer.SerializeToUtf8Bytes(policy, CoreJson.Instance.ServicePolicy));
        return row;
    }
}
