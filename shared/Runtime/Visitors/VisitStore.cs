using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;
using OmniFunctions.Visitors;

namespace OmniFunctions.Runtime.Visitors;

/// <summary>
/// Who is on the tenant's pages now, and what they did there of late. Of value for as long as somebody may talk with them: it is forgotten after <see cref="Days"/>
/// days, and losing a word of it loses no message.
/// </summary>
public sealed class VisitStore(TableServiceClient tables, Sealer sealer, TimeProvider time)
{
    public const int Days = 30;

    /// <summary>Visitors on one board.</summary>
    public const int MaxPresent = 200;

    /// <summary>Rows of those who have gone, put away in one look.</summary>
    private const int MaxPutAway = 500;
    private const int MaxForgotten = 5_000;
    private const int MaxAttempts = 4;
    private const string Facts = "Facts";
    private const string SeenAt = "SeenAt";
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    private readonly TableClient table = tables.GetTableClient(TableNames.Visits);

    /// <summary>What names a visit in addresses: neither the account nor the visitor can be read out of it.</summary>
    public static string IdOf(Visit visit) => VisitKeys.Id(visit.Account, visit.Visitor);

    /// <summary>Two pages of one visitor may tell at once: each is heard after the other.</summary>
    /// <returns>Null where there were too many at once; the next word says it again.</returns>
    public async Task<Visit?> HearAsync(AccountKey account, string visitor, PageWord word, CancellationToken cancellation = default) =>
        await ChangeAsync(account.Tenant, VisitKeys.Id(account, visitor), before => Visiting.Hear(before, account, visitor, word, time.GetUtcNow()), cancellation);

    /// <summary>Asks a visitor to talk; their page finds it when it next tells that it is there.</summary>
    public async Task<(Visit? Visit, InviteRefusal? Refusal)> InviteAsync(TenantId tenant, string id, string invitation, AgentId by, string? text, CancellationToken cancellation = default)
    {
        InviteRefusal? refused = InviteRefusal.Gone;
        if (!VisitKeys.IsId(id)) return (null, refused);
        var visit = await ChangeAsync(
            tenant,
            id,
            before =>
            {
                if (before is null) return null;
                (var after, refused) = Visiting.Invite(before, invitation, by, text, time.GetUtcNow());
                return refused is null ? after : null;
            },
            cancellation);
        return (visit, refused);
    }

    /// <returns>Null for a visitor who was not here, or too long ago.</returns>
    public async Task<Visit?> FindAsync(AccountKey account, string visitor, CancellationToken cancellation = default) =>
        (await ReadAsync(account.Tenant, VisitKeys.Id(account, visitor), cancellation)).Visit;

    /// <summary>Those who are there now, who came last first; and how many more there are than are shown.</summary>
    public async Task<(IReadOnlyList<Visit> Visits, int Further)> PresentAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var (present, gone) = (new List<TableEntity>(), new List<string>());
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {VisitKeys.Present(tenant)}"), cancellationToken: cancellation))
        {
            if (now - row.GetDateTimeOffset(SeenAt)!.Value <= Visit.Presence) present.Add(row);
            else gone.Add(row.RowKey);
        }

        foreach (var id in gone.Take(MaxPutAway)) await table.DeleteEntityAsync(VisitKeys.Present(tenant), id, cancellationToken: cancellation);
        var visits = new List<Visit>();
        foreach (var row in present.OrderByDescending(row => row.GetDateTimeOffset(SeenAt)).Take(MaxPresent))
            if ((await ReadAsync(tenant, row.RowKey, cancellation)).Visit is { } visit && visit.IsPresent(now)) visits.Add(visit);
        return ([.. visits.OrderByDescending(visit => visit.Since)], Math.Max(0, present.Count - MaxPresent));
    }

    /// <summary>Forgets those who have not been here for <see cref="Days"/> days.</summary>
    public async Task ForgetAsync(CancellationToken cancellation = default)
    {
        var oldest = time.GetUtcNow().AddDays(-Days);
        var forgotten = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"SeenAt lt {oldest}"), cancellationToken: cancellation))
        {
            if (forgotten++ == MaxForgotten) return;
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }
    }

    /// <param name="change">Answers null where nothing is to be changed.</param>
    private async Task<Visit?> ChangeAsync(TenantId tenant, string id, Func<Visit?, Visit?> change, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var (before, version) = await ReadAsync(tenant, id, cancellation);
            if (change(before) is not { } after) return null;
            if (!await TryWriteAsync(tenant, id, after, version, cancellation)) continue;
            await MarkAsync(tenant, id, after, cancellation);
            return after;
        }

        return null;
    }

    private async Task MarkAsync(TenantId tenant, string id, Visit visit, CancellationToken cancellation)
    {
        var partition = VisitKeys.Present(tenant);
        if (visit.HasLeft) await table.DeleteEntityAsync(partition, id, cancellationToken: cancellation);
        else await table.UpsertEntityAsync(new TableEntity(partition, id) { [SeenAt] = visit.SeenAt }, TableUpdateMode.Replace, cancellation);
    }

    private async Task<(Visit? Visit, ETag? Version)> ReadAsync(TenantId tenant, string id, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(VisitKeys.Visits(tenant), id, null, cancellation);
        if (!found.HasValue) return (null, null);
        var row = found.Value!;
        return (JsonSerializer.Deserialize<Visit>(sealer.Open(row.Take(Facts), PlaceOf(row)), JsonSerializerOptions.Web), row.ETag);
    }

    private async Task<bool> TryWriteAsync(TenantId tenant, string id, Visit visit, ETag? version, CancellationToken cancellation)
    {
        var row = new TableEntity(VisitKeys.Visits(tenant), id) { [SeenAt] = visit.SeenAt };
        row.Put(Facts, sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(visit, JsonSerializerOptions.Web), PlaceOf(row)));
        try
        {
            if (version is { } known) await table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellation);
            else await table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
    }

    private static Place PlaceOf(TableEntity row) => new(TableNames.Visits, row.PartitionKey, row.RowKey, Facts);
}
