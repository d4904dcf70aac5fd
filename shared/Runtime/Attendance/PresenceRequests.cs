using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Attendance;

/// <summary>What agents asked for, the latest first. Of two supervisors who decide at once, one does.</summary>
public sealed class PresenceRequests(TableServiceClient tables)
{
    public const int MaxListed = 200;
    private const string Document = "Document";
    private readonly TableClient table = tables.GetTableClient(TableNames.PresenceRequests);

    /// <summary>Asks. One who asked a while ago and has had no answer asks anew: the earlier request stays, and is decided apart.</summary>
    public async Task<PresenceRequest> AskAsync(
        TenantId tenant, AgentId agent, Presence presence, string reason, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var request = new PresenceRequest(IdOf(agent, at), agent, presence, reason, at);
        await table.UpsertEntityAsync(Row(tenant, request), TableUpdateMode.Replace, cancellation);
        return request;
    }

    /// <param name="of">Null for those of everybody.</param>
    public async Task<IReadOnlyList<PresenceRequest>> ListAsync(TenantId tenant, AgentId? of, CancellationToken cancellation = default)
    {
        var requests = new List<PresenceRequest>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value}"), cancellationToken: cancellation))
        {
            var request = Read(row);
            if (of is null || request.Agent == of) requests.Add(request);
            if (requests.Count == MaxListed) break;
        }

        return requests;
    }

    /// <returns>The request as it stands then, and whether this was the decision; null when there is none.</returns>
    public async Task<(PresenceRequest Request, bool IsDecided)?> DecideAsync(
        TenantId tenant, string id, bool approve, AgentId by, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, id, null, cancellation);
        if (!found.HasValue) return null;
        var request = Read(found.Value!);
        if (request.State != PresenceRequestState.Asked) return (request, false);
        var decided = request with { State = approve ? PresenceRequestState.Approved : PresenceRequestState.Refused, By = by, DecidedAt = at };
        try
        {
            await table.UpdateEntityAsync(Row(tenant, decided), found.Value!.ETag, TableUpdateMode.Replace, cancellation);
            return (decided, true);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            var other = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, id, null, cancellation);
            return other.HasValue ? (Read(other.Value!), false) : null;
        }
    }

    private static string IdOf(AgentId agent, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:d19}-{agent.Value}");

    private static TableEntity Row(TenantId tenant, PresenceRequest request) =>
        new(tenant.Value, request.Id) { [Document] = JsonSerializer.Serialize(request, AttendanceJson.Default.PresenceRequest) };

    private static PresenceRequest Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Document), AttendanceJson.Default.PresenceRequest)!;
}
