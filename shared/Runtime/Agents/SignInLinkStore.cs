using Azure;
using Azure.Data.Tables;
using OmniFunctions.Access;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Agents;

/// <summary>
/// Which account of ours a subject of a provider has: one account at most for a subject, and one subject at most for an account at each provider. Both are
/// rows that are added together or not at all, so that of two who come at the same moment one is first.
/// </summary>
public sealed class SignInLinkStore(TableServiceClient tables, TimeProvider time)
{
    /// <summary>At one provider each; more providers than these are a mistake of a settings file.</summary>
    public const int MaxPerAgent = 20;

    /// <summary>Sorts behind every letter of an agent's or a provider's id.</summary>
    private const char Separator = '~';

    private readonly TableClient table = tables.GetTableClient(TableNames.SignInLinks);

    /// <summary>The account of a subject; null for one who has none.</summary>
    public async Task<LinkedAccount?> FindAsync(TenantId tenant, string provider, string subject, CancellationToken cancellation = default)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, SubjectKey(provider, subject), null, cancellation);
        return found.HasValue ? new LinkedAccount(new AgentId(found.Value!.GetString("Agent")), found.Value.GetBoolean("IsMade") == true) : null;
    }

    public async Task<IReadOnlyList<SignInLink>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default)
    {
        var (from, until) = ($"a{Separator}{agent.Value}{Separator}", $"a{Separator}{agent.Value}{Separator}{Separator}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {from} and RowKey lt {until}");
        var links = new List<SignInLink>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            links.Add(new SignInLink(row.RowKey.Split(Separator)[2], row.GetString("Subject"), row.GetDateTimeOffset("LinkedAt") ?? default, row.GetBoolean("IsMade") == true));
            if (links.Count == MaxPerAgent) break;
        }

        return links;
    }

    /// <param name="isMade">The provider's rules made the account.</param>
    /// <returns>False when the subject has another account, or the account another subject of this provider.</returns>
    public async Task<bool> AddAsync(TenantId tenant, string provider, string subject, AgentId agent, bool isMade, CancellationToken cancellation = default)
    {
        var bySubject = new TableEntity(tenant.Value, SubjectKey(provider, subject)) { ["Agent"] = agent.Value, ["IsMade"] = isMade };
        var byAgent = new TableEntity(tenant.Value, AgentKey(agent, provider)) { ["Subject"] = subject, ["LinkedAt"] = time.GetUtcNow(), ["IsMade"] = isMade };
        try
        {
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, bySubject), new(TableTransactionActionType.Add, byAgent)], cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(TenantId tenant, AgentId agent, string provider, CancellationToken cancellation = default)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, AgentKey(agent, provider), null, cancellation);
        if (!found.HasValue) return false;
        var bySubject = new TableEntity(tenant.Value, SubjectKey(provider, found.Value!.GetString("Subject"))) { ETag = ETag.All };
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, bySubject), new(TableTransactionActionType.Delete, found.Value)], cancellation);
        return true;
    }

    private static string SubjectKey(string provider, string subject) => $"s{Separator}{provider}{Separator}{Digest.Of(subject)}";

    private static string AgentKey(AgentId agent, string provider) => $"a{Separator}{agent.Value}{Separator}{provider}";
}

/// <param name="Subject">The person's id at the provider.</param>
/// <param name="IsMade">The provider's rules made the account, and say what it may do.</param>
public sealed record SignInLink(string Provider, string Subject, DateTimeOffset LinkedAt, bool IsMade);
