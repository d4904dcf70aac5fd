using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Visitors;

/// <summary>
/// Devices on which a visitor is told of answers. An app registers its own each time it starts: what was not renewed for <see cref="VisitStore.Days"/> days is
/// forgotten with the visits, in whose table it stands.
/// </summary>
public sealed class DeviceStore(TableServiceClient tables, Sealer sealer, TimeProvider time)
{
    private const string Facts = "Facts";
    private const string SeenAt = "SeenAt";

    private readonly TableClient table = tables.GetTableClient(TableNames.Visits);

    /// <summary>Registers a device, or replaces what was said of it. A token that another device of the visitor had is its token no more.</summary>
    public async Task PutAsync(AccountKey account, string visitor, PushDevice device, CancellationToken cancellation = default)
    {
        var known = await RowsAsync(account, visitor, cancellation);
        var row = new TableEntity(VisitKeys.Devices(account.Tenant), VisitKeys.Device(account, visitor, device.Device)) { [SeenAt] = time.GetUtcNow() };
        row[Facts] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(device, JsonSerializerOptions.Web), PlaceOf(row));
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        var others = known.Where(other => other.Row.RowKey != row.RowKey).OrderByDescending(other => other.Row.GetDateTimeOffset(SeenAt)).ToList();
        foreach (var (over, _) in others.Where((other, index) => index >= PushDevice.MaxDevices - 1 || other.Device.Token == device.Token))
            await table.DeleteEntityAsync(over.PartitionKey, over.RowKey, cancellationToken: cancellation);
    }

    public Task RemoveAsync(AccountKey account, string visitor, string device, CancellationToken cancellation = default) =>
        table.DeleteEntityAsync(VisitKeys.Devices(account.Tenant), VisitKeys.Device(account, visitor, device), cancellationToken: cancellation);

    /// <summary>The latest registered first.</summary>
    public async Task<IReadOnlyList<PushDevice>> OfAsync(AccountKey account, string visitor, CancellationToken cancellation = default) =>
        [.. (await RowsAsync(account, visitor, cancellation)).OrderByDescending(one => one.Row.GetDateTimeOffset(SeenAt)).Take(PushDevice.MaxDevices).Select(one => one.Device)];

    private async Task<List<(TableEntity Row, PushDevice Device)>> RowsAsync(AccountKey account, string visitor, CancellationToken cancellation)
    {
        var (first, beyond) = VisitKeys.DevicesOf(account, visitor);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {VisitKeys.Devices(account.Tenant)} and RowKey ge {first} and RowKey lt {beyond}");
        var rows = new List<(TableEntity, PushDevice)>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add((row, JsonSerializer.Deserialize<PushDevice>(sealer.Open(row.GetBinary(Facts), PlaceOf(row)), JsonSerializerOptions.Web) ?? throw new JsonException("A device is null.")));
        return rows;
    }

    private static Place PlaceOf(TableEntity row) => new(TableNames.Visits, row.PartitionKey, row.RowKey, Facts);
}
