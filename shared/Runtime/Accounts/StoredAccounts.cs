using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Accounts;

/// <summary>Accounts that were added while the system runs. Their settings lie sealed in a table, and all of them are held in memory: each request asks for one.</summary>
public sealed class StoredAccounts(TableServiceClient tables, Sealer sealer, TimeProvider time, ILogger<StoredAccounts> logger)
{
    /// <summary>How often what another instance changed is looked for, as a timer trigger reads it.</summary>
    public const string Schedule = "*/20 * * * * *";

    /// <summary>Of one tenant.</summary>
    public const int MaxAccounts = 500;

    private const string Settings = "Settings";

    private readonly TableClient table = tables.GetTableClient(TableNames.ChannelAccounts);
    private ImmutableDictionary<AccountKey, StoredAccount> held = ImmutableDictionary<AccountKey, StoredAccount>.Empty;

    public IReadOnlyDictionary<AccountKey, StoredAccount> All => held;

    public StoredAccount? Find(AccountKey key) => held.GetValueOrDefault(key);

    public async Task LoadAsync(CancellationToken cancellation = default)
    {
        var all = ImmutableDictionary.CreateBuilder<AccountKey, StoredAccount>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            try
            {
                var stored = JsonSerializer.Deserialize<StoredAccount>(sealer.Open(row.GetBinary(Settings), PlaceOf(row.PartitionKey, row.RowKey)), JsonSerializerOptions.Web);
                if (stored is not null) all[stored.Key] = stored;
            }
            catch (SealBrokenException)
            {
                logger.LogError("An account of {Tenant} cannot be opened: its sealing key is gone", row.PartitionKey);
            }
        }

        held = all.ToImmutable();
    }

    /// <summary>Adds an account or puts other settings in place of its own.</summary>
    public async Task<StoredAccount> SaveAsync(AccountKey key, IReadOnlyDictionary<string, string> settings, AgentId by, CancellationToken cancellation = default)
    {
        var stored = new StoredAccount(key, settings, time.GetUtcNow(), by);
        var row = Row(key);
        await table.UpsertEntityAsync(
            new TableEntity(key.Tenant.Value, row) { [Settings] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(stored, JsonSerializerOptions.Web), PlaceOf(key.Tenant.Value, row)) },
            TableUpdateMode.Replace,
            cancellation);
        ImmutableInterlocked.AddOrUpdate(ref held, key, stored, (_, _) => stored);
        return stored;
    }

    public async Task RemoveAsync(AccountKey key, CancellationToken cancellation = default)
    {
        await table.DeleteEntityAsync(key.Tenant.Value, Row(key), cancellationToken: cancellation);
        ImmutableInterlocked.TryRemove(ref held, key, out _);
    }

    private static string Row(AccountKey key) => Digest.Of(key.Channel, key.Account);

    private static Place PlaceOf(string tenant, string row) => new(TableNames.ChannelAccounts, tenant, row, Settings);
}

/// <param name="By">Who changed it last.</param>
public sealed record StoredAccount(AccountKey Key, IReadOnlyDictionary<string, string> Settings, DateTimeOffset ChangedAt, AgentId By)
{
    /// <summary>The settings are secrets.</summary>
    public override string ToString() => Key.ToString();
}
