using Azure.Data.Tables;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Macros;

/// <summary>A tenant's macros.</summary>
public sealed class MacroStore(TableServiceClient tables)
{
    /// <summary>Everybody's, and as many of each agent's own.</summary>
    public const int MaxMacros = 100;

    private readonly SharedAndOwn<Macro> rows = new(tables.GetTableClient(TableNames.Macros), MacroJson.Default.Macro, MaxMacros);

    /// <summary>Everybody's and this agent's own, by the order of their ids.</summary>
    public Task<IReadOnlyList<Macro>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default) => rows.OfAsync(tenant, agent, cancellation);

    /// <param name="owner">Null for everybody's.</param>
    public Task<Macro?> FindAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation = default) => rows.FindAsync(tenant, owner, id, cancellation);

    /// <summary>Adds a macro without faults, or replaces the one of the same id.</summary>
    /// <returns>False: there are as many as there may be.</returns>
    public Task<bool> SaveAsync(TenantId tenant, Macro macro, CancellationToken cancellation = default) => rows.SaveAsync(tenant, macro.Owner, macro.Id, macro, cancellation);

    public Task RemoveAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation = default) => rows.RemoveAsync(tenant, owner, id, cancellation);
}
