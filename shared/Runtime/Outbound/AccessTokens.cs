using System.Collections.Concurrent;
using System.Text;
using Azure.Data.Tables;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// The platforms' access tokens. They are few a day and a new one may end the old one's life, so each is fetched by one caller while the
/// others wait, and kept sealed in a table, that a restart asks for none.
/// </summary>
public sealed class AccessTokens(TableServiceClient tables, Sealer sealer, EgressClient egress, TimeProvider time)
{
    /// <summary>A token that ends sooner than this is not used any more: the call still has to get there.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private const string Token = "Token";
    private const string ExpiresAt = "ExpiresAt";

    private readonly TableClient table = tables.GetTableClient(TableNames.AccessTokens);
    private readonly ConcurrentDictionary<AccountKey, Slot> slots = new();

    /// <param name="refused">A token that the platform would not have; another one is got.</param>
    public async Task<TokenResult> GetAsync(IChannel channel, ChannelAccount account, string? refused = null, CancellationToken cancellation = default)
    {
        if (channel.TokenRequest(account, time.GetUtcNow()) is not { } request) return new TokenResult.Ready(null);
        var slot = slots.GetOrAdd(account.Key, _ => new Slot());
        await slot.Gate.WaitAsync(cancellation);
        try
        {
            slot.Held = Usable(slot.Held, refused) ?? Usable(await ReadAsync(account.Key, cancellation), refused);
            if (slot.Held is { } held) return new TokenResult.Ready(held.Value);
            switch (await egress.SendAsync(request, account, cancellation))
            {
                case EgressResult.Answered answered:
                    if (channel.ReadToken(answered.Response) is not { } token) return new TokenResult.Refused();
                    slot.Held = new HeldToken(token.Value, time.GetUtcNow().AddSeconds(token.LifetimeSeconds));
                    await WriteAsync(account.Key, slot.Held, cancellation);
                    return new TokenResult.Ready(token.Value);
                case EgressResult.Forbidden:
                    return new TokenResult.Refused();
                default:
                    return new TokenResult.Unreachable();
            }
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private HeldToken? Usable(HeldToken? token, string? refused) =>
        token is not null && token.Value != refused && token.ExpiresAt - Margin > time.GetUtcNow() ? token : null;

    private async Task<HeldToken?> ReadAsync(AccountKey key, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(key.Tenant.Value, Row(key), null, cancellation);
        if (!found.HasValue) return null;
        var row = found.Value!;
        return new HeldToken(Encoding.UTF8.GetString(sealer.Open(row.GetBinary(Token), PlaceOf(key))), row.GetDateTimeOffset(ExpiresAt)!.Value);
    }

    private async Task WriteAsync(AccountKey key, HeldToken token, CancellationToken cancellation) => await table.UpsertEntityAsync(
        new TableEntity(key.Tenant.Value, Row(key))
        {
            [Token] = sealer.Seal(Encoding.UTF8.GetBytes(token.Value), PlaceOf(key)),
            [ExpiresAt] = token.ExpiresAt,
        },
        TableUpdateMode.Replace,
        cancellation);

    private static string Row(AccountKey key) => Digest.Of(key.Channel, key.Account);

    private static Place PlaceOf(AccountKey key) => new(TableNames.AccessTokens, key.Tenant.Value, Row(key), Token);

    private sealed record HeldToken(string Value, DateTimeOffset ExpiresAt);

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public HeldToken? Held { get; set; }
    }
}
