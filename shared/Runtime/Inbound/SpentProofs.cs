using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Signatures that say nothing of the body they came with, each with the body it was first taken for: who has seen one pass by may repeat what it was for, which changes nothing,
/// and say nothing else with it. They are kept for as long as their time is believed, and over restarts.
/// </summary>
public sealed class SpentProofs(TableServiceClient tables, TimeProvider time)
{
    private const string Body = "Body";
    private const char Separator = '~';

    /// <summary>Believed for a day either way, so nobody can use one that is two days old.</summary>
    private static readonly TimeSpan Kept = 2 * BodilessProof.MaxAge;

    private readonly TableClient table = tables.GetTableClient(TableNames.SpentProofs);

    /// <returns>False when the signature was taken for another body before. The same body is a repetition of the platform's, and welcome.</returns>
    public async Task<bool> TakeAsync(AccountKey account, BodilessProof proof, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        var key = Time(proof.SignedAt) + Separator + Digest.Of(account.Channel, account.Account, proof.Signature);
        try
        {
            await table.AddEntityAsync(new TableEntity(account.Tenant.Value, key) { [Body] = digest }, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var first = await table.GetEntityIfExistsAsync<TableEntity>(account.Tenant.Value, key, null, cancellation);
            return first.HasValue && first.Value!.GetString(Body) == digest;
        }
    }

    /// <summary>Whether a word that counts once was taken before.</summary>
    /// <param name="whose">Who says it, and what kind of word it is.</param>
    /// <param name="at">When it was made; it is believed for less than what is taken is kept.</param>
    public async Task<bool> IsSpentAsync(TenantId tenant, string whose, string id, DateTimeOffset at, CancellationToken cancellation) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, WordKey(whose, id, at), null, cancellation)).HasValue;

    /// <inheritdoc cref="IsSpentAsync"/>
    public Task SpendAsync(TenantId tenant, string whose, string id, DateTimeOffset at, CancellationToken cancellation) =>
        table.UpsertEntityAsync(new TableEntity(tenant.Value, WordKey(whose, id, at)), cancellationToken: cancellation);

    private static string WordKey(string whose, string id, DateTimeOffset at) => Time(at) + Separator + Digest.Of(whose, id);

    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var before = Time(time.GetUtcNow() - Kept);
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey lt {before}"), cancellationToken: cancellation))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
    }

    /// <summary>Sorts as the times do.</summary>
    private static string Time(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString("D12", CultureInfo.InvariantCulture);
}
