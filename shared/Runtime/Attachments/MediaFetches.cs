using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>
/// Brings what customers sent from the platforms into the store, while the platforms still have it. Each is noted before the message that names it is done
/// with; it is fetched at once, and again by a timer as long as it is noted.
/// </summary>
public sealed class MediaFetches(
    TableServiceClient tables, ChannelAccounts accounts, AccessTokens tokens, EgressClient egress, AttachmentStore files, Sealer sealer, TimeProvider time, ILogger<MediaFetches> logger) : IDisposable
{
    /// <summary>When it runs, as a timer trigger reads it.</summary>
    public const string Schedule = "*/20 * * * * *";

    /// <summary>Tries of one file; with the pauses between them that is about a day.</summary>
    public const int MaxTries = 12;

    /// <summary>Files fetched at the same time.</summary>
    private const int AtOnce = 8;

    /// <summary>Calls that one file may take: to where it is, there, and once more with a new token.</summary>
    private const int MaxSteps = 5;

    private const string What = "What";
    private const string Tries = "Tries";
    private const string NextAt = "NextAt";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    private readonly TableClient table = tables.GetTableClient(TableNames.Attachments);
    private readonly SemaphoreSlim places = new(AtOnce, AtOnce);

    public void Dispose() => places.Dispose();

    /// <summary>Keeps what came in the request itself, before the item goes on without it.</summary>
    public async Task KeepContentAsync(AccountKey account, InboundItem item, CancellationToken cancellation)
    {
        var key = BusKeys.InboundMessage(account, item.DedupeKey);
        foreach (var (media, index) in MediaOf(item))
        {
            if (media.Content is not { Length: > 0 } content) continue;
            var id = StoredFile.IdOf(key, index);
            if (content.Length > StoredFile.MaxBytes) await files.AddNotThereAsync(account.Tenant, id, FileAbsence.TooLarge, cancellation);
            else await files.AddAsync(account.Tenant, StoredFile.OfSender(account, item.Sender), media.FileName, content, id, cancellation);
        }
    }

    /// <summary>Notes what there is to fetch for a message, and begins.</summary>
    /// <returns>The fetching, for whoever wants to wait for it.</returns>
    public async Task<Task> BeginAsync(string messageKey, AccountKey account, InboundItem item, CancellationToken cancellation)
    {
        var wanted = new List<Wanted>();
        foreach (var (media, index) in MediaOf(item))
        {
            if (media.StoredAs is { } brought) await files.IsSentAsync(account.Tenant, brought, cancellation);
            if (media.StoredAs is not null || (media.Id ?? media.Url) is null) continue;
            var one = new Wanted(StoredFile.IdOf(messageKey, index), account, item.Sender, media);
            if (await files.FindAsync(account.Tenant, one.File, cancellation) is not FileLookup.Absent { Why: FileAbsence.Unknown }) continue;
            await WriteAsync(one, tries: 0, time.GetUtcNow() + Lease, cancellation);
            wanted.Add(one);
        }

        // Whoever bears the message has others to bear. What is cut off here is noted, and the timer has it.
        return Task.WhenAll(wanted.Select(one => Task.Run(() => TryAsync(one, tries: 1, CancellationToken.None), CancellationToken.None)));
    }

    /// <summary>Fetches what is due of all that is noted.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        foreach (var tenant in accounts.Tenants())
        {
            var due = new List<(Wanted Wanted, int Tries)>();
            var now = time.GetUtcNow();
            await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition(tenant), cancellationToken: cancellation))
            {
                if (row.GetDateTimeOffset(NextAt) <= now) due.Add((Read(tenant, row), row.GetInt32(Tries) ?? 0));
            }

            await Task.WhenAll(due.Select(async one =>
            {
                await WriteAsync(one.Wanted, one.Tries, now + Lease, cancellation);
                await TryAsync(one.Wanted, one.Tries + 1, cancellation);
            }));
        }
    }

    private async Task TryAsync(Wanted wanted, int tries, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            var tenant = wanted.Account.Tenant;
            switch (await FetchAsync(wanted, cancellation))
            {
                case (Fetched.Content content, _):
                    await files.AddAsync(tenant, StoredFile.OfSender(wanted.Account, wanted.Sender), content.FileName ?? wanted.Media.FileName, content.Bytes, wanted.File, cancellation);
                    break;
                case (_, { } absence):
                    await files.AddNotThereAsync(tenant, wanted.File, absence, cancellation);
                    break;
                default:
                    if (tries < MaxTries)
                    {
                        await WriteAsync(wanted, tries, time.GetUtcNow() + PauseAfter(tries), cancellation);
                        return;
                    }

                    await files.AddNotThereAsync(tenant, wanted.File, FileAbsence.Unreachable, cancellation);
                    break;
            }

            await table.DeleteEntityAsync(Partition(tenant), wanted.File, cancellationToken: cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // It is noted and comes again. Nothing of the address or the answer is said.
            logger.LogWarning("A file of {Account} could not be brought in: {Error}", wanted.Account, e.GetType().Name);
        }
        finally
        {
            places.Release();
        }
    }

    /// <returns>The content, or why there will be none, or neither: later perhaps.</returns>
    private async Task<(Fetched.Content? Content, FileAbsence? Absence)> FetchAsync(Wanted wanted, CancellationToken cancellation)
    {
        if (ChannelCatalogue.Find(wanted.Account.Channel) is not { } channel || accounts.Find(wanted.Account) is not { } account) return (null, FileAbsence.Gone);
        string? refused = null;
        HttpDelivery? next = null;
        string? token = null;
        for (var step = 0; step < MaxSteps; step++)
        {
            if (next is null)
            {
                if (await tokens.GetAsync(channel, account, refused, cancellation) is not TokenResult.Ready ready) return (null, null);
                token = ready.Token;
                next = channel.FetchRequest(wanted.Media, account, token) ?? ByAddress(wanted.Media);
                if (next is null) return (null, FileAbsence.Gone);
            }

            var result = await egress.SendAsync(next, account, StoredFile.MaxBytes, cancellation);
            if (result is EgressResult.Forbidden) return (null, FileAbsence.Forbidden);
            if (result is EgressResult.TooLarge) return (null, FileAbsence.TooLarge);
            if (result is not EgressResult.Answered answered) return (null, null);
            var isByAddress = channel.FetchRequest(wanted.Media, account, token) is null;
            switch (isByAddress ? ReadPlain(answered.Response) : channel.ReadFetched(answered.Response, wanted.Media, account, token))
            {
                case Fetched.Content content:
                    return Check(content, wanted.Media) is { } wrong ? (null, wrong) : (content, null);
                case Fetched.Elsewhere elsewhere:
                    next = elsewhere.Request;
                    break;
                case Fetched.TokenExpired when refused is null:
                    (refused, next) = (token, null);
                    break;
                case Fetched.Gone:
                    return (null, FileAbsence.Gone);
                default:
                    return (null, null);
            }
        }

        return (null, FileAbsence.Gone);
    }

    private static HttpDelivery? ByAddress(Media media) =>
        Uri.TryCreate(media.Url, UriKind.Absolute, out var address) ? new HttpDelivery("GET", address, null, default) : null;

    private static Fetched ReadPlain(DeliveryResponse response) => response.Status switch
    {
        >= 200 and < 300 => new Fetched.Content(response.Body, null),
        429 or >= 500 => new Fetched.NotNow(),
        _ => new Fetched.Gone(null),
    };

    private static FileAbsence? Check(Fetched.Content content, Media media) => content.Bytes.Length switch
    {
        0 => FileAbsence.Gone,
        > StoredFile.MaxBytes => FileAbsence.TooLarge,
        _ => media.Sha256 is { } said && !said.Equals(Convert.ToHexStringLower(SHA256.HashData(content.Bytes.Span)), StringComparison.OrdinalIgnoreCase) ? FileAbsence.Damaged : null,
    };

    private static IEnumerable<(Media Media, int Index)> MediaOf(InboundItem item) =>
        [.. item.Media is { } medium ? [(medium, 0)] : Array.Empty<(Media, int)>(), .. (item.Attachments ?? []).Take(InboundItem.MaxAttachments).Select((media, index) => (media, index + 1))];

    private static TimeSpan PauseAfter(int tries)
    {
        var pause = TimeSpan.FromSeconds(10) * Math.Pow(2, Math.Min(tries, 12));
        return pause < LongestPause ? pause : LongestPause;
    }

    private Task<Azure.Response> WriteAsync(Wanted wanted, int tries, DateTimeOffset nextAt, CancellationToken cancellation) => table.UpsertEntityAsync(
        new TableEntity(Partition(wanted.Account.Tenant), wanted.File)
        {
            [What] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(wanted, JsonSerializerOptions.Web), PlaceOf(wanted.Account.Tenant, wanted.File)),
            [Tries] = tries,
            [NextAt] = nextAt,
        },
        TableUpdateMode.Replace,
        cancellation);

    private Wanted Read(TenantId tenant, TableEntity row) =>
        JsonSerializer.Deserialize<Wanted>(sealer.Open(row.GetBinary(What), PlaceOf(tenant, row.RowKey)), JsonSerializerOptions.Web) ?? throw new JsonException("What is to be fetched is null.");

    private static string Partition(TenantId tenant) => tenant.Value + "|wanted";

    private static Place PlaceOf(TenantId tenant, string file) => new(TableNames.Attachments, Partition(tenant), file, What);

    private sealed record Wanted(string File, AccountKey Account, string Sender, Media Media);
}
