using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Runtime.Accounts;

/// <summary>
/// The keys that platforms publish. They are public, so they lie plain; a restart has them at once. They are looked at anew each day, and when something was
/// signed by a key that is none of them, though not more often than every few minutes: anybody can send such a thing.
/// </summary>
public sealed class PublishedKeys(TableServiceClient tables, EgressClient egress, TimeProvider time, ILogger<PublishedKeys> logger)
{
    private const string Keys = "Keys";
    private const string FetchedAt = "FetchedAt";

    /// <summary>What fits a property of a row.</summary>
    private const int MaxBytes = 60 * 1024;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);
    private static readonly TimeSpan LeastApart = TimeSpan.FromMinutes(5);

    private readonly TableClient table = tables.GetTableClient(TableNames.PublishedKeys);
    private readonly ConcurrentDictionary<(TenantId, Uri), Slot> slots = new();

    /// <summary>The account with the keys it is to be judged by; without them while they cannot be had.</summary>
    /// <param name="renew">What came was signed by none of those that are known.</param>
    public async Task<ChannelAccount> WithKeysAsync(IChannel channel, ChannelAccount account, bool renew = false, CancellationToken cancellation = default)
    {
        if (channel.KeysAddress(account) is not { } address) return account;
        var slot = slots.GetOrAdd((account.Key.Tenant, address), _ => new Slot());
        await slot.Gate.WaitAsync(cancellation);
        try
        {
            slot.Held ??= await ReadAsync(account.Key.Tenant, address, cancellation);
            var now = time.GetUtcNow();
            var isOld = slot.Held is not { } held || now - held.FetchedAt >= (renew ? LeastApart : Fresh);
            if (isOld && now - slot.TriedAt >= LeastApart)
            {
                slot.TriedAt = now;
                if (await FetchAsync(account, address, cancellation) is { } fetched) slot.Held = fetched;
            }

            return slot.Held is { } keys ? account with { PublishedKeys = keys.Json } : account;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private async Task<HeldKeys?> FetchAsync(ChannelAccount account, Uri address, CancellationToken cancellation)
    {
        if (await egress.SendAsync(new HttpDelivery("GET", address, null, default), account, cancellation) is not EgressResult.Answered { Response: { Status: 200, Body.Length: > 0 and <= MaxBytes } response })
        {
            logger.LogError("The published keys of {Account} cannot be had; those from before go on", account.Key);
            return null;
        }

        var held = new HeldKeys(response.Body, time.GetUtcNow());
        await table.UpsertEntityAsync(
            new TableEntity(account.Key.Tenant.Value, Digest.Of(address.AbsoluteUri)) { [Keys] = held.Json.ToArray(), [FetchedAt] = held.FetchedAt }, TableUpdateMode.Replace, cancellation);
        return held;
    }

    private async Task<HeldKeys?> ReadAsync(TenantId tenant, Uri address, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, Digest.Of(address.AbsoluteUri), null, cancellation);
        return found.HasValue ? new HeldKeys(found.Value!.GetBinary(Keys), found.Value.GetDateTimeOffset(FetchedAt)!.Value) : null;
    }

    private sealed record HeldKeys(ReadOnlyMemory<byte> Json, DateTimeOffset FetchedAt);

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public HeldKeys? Held { get; set; }

        public DateTimeOffset TriedAt { get; set; }
    }
}
