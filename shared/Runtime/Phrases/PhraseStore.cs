using Azure.Data.Tables;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Phrases;

/// <summary>A tenant's phrases.</summary>
public sealed class PhraseStore(TableServiceClient tables)
{
    /// <summary>Everybody's, and as many of each agent's own.</summary>
    public const int MaxPhrases = 500;

    private readonly SharedAndOwn<Phrase> rows = new(tables.GetTableClient(TableNames.Phrases), PhraseJson.Default.Phrase, MaxPhrases);

    /// <summary>Everybody's and this agent's own, by the order of their ids.</summary>
    public Task<IReadOnlyList<Phrase>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default) => rows.OfAsync(tenant, agent, cancellation);

    /// <param name="owner">Null for everybody's.</param>
    public Task<Phrase?> FindAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation = default) => rows.FindAsync(tenant, owner, id, cancellation);

    /// <summary>Adds a phrase without faults, or replaces the one of the same id.</summary>
    /// <returns>False: there are as many as there may be.</returns>
    public Task<bool> SaveAsync(TenantId tenant, Phrase phrase, CancellationToken cancellation = default) => rows.SaveAsync(tenant, phrase.Owner, phrase.Id, phrase, cancellation);

    public Task RemoveAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation = default) => rows.RemoveAsync(tenant, owner, id, cancellation);
}
