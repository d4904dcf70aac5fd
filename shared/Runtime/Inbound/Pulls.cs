using System.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Reads what platforms only ring for, or must be asked for. One reader a stream; where it goes on is kept only when everything before is on the queue,
/// so that a death in between brings some items twice, which the queue and the conversations know, and loses none.
/// </summary>
public sealed class Pulls(
    TableServiceClient tables,
    ChannelAccounts accounts,
    AccessTokens tokens,
    EgressClient egress,
    InboundMessages inbound,
    MediaFetches media,
    Sealer sealer,
    TimeProvider time,
    ILogger<Pulls> logger)
{
    /// <summary>When it runs, as a timer trigger reads it.</summary>
    public const string Schedule = "*/10 * * * * *";

    /// <summary>Pages of one stream in a row; what is left comes with the next run.</summary>
    private const int MaxPages = 50;

    /// <summary>Of an answer, where a channel's own limit of what it takes in is not larger.</summary>
    private const int MaxPageBytes = 8 * 1024 * 1024;
    private const int MaxSaves = 10;
    private const string Stream = "Stream";
    private const string Cursor = "Cursor";
    private const string Ticket = "Ticket";
    private const string Rings = "Rings";
    private const string Answered = "Answered";
    private const string NextAt = "NextAt";
    private const string Reader = "Reader";
    private const string LeaseUntil = "LeaseUntil";
    private const string Failures = "Failures";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly TableClient table = tables.GetTableClient(TableNames.Pulls);

    /// <summary>Notes that there is something to read. Once this is done the platform may be answered.</summary>
    public async Task RingAsync(AccountKey account, PullPosition position, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaxSaves; attempt++)
        {
            var row = await FindAsync(account, position.Stream, cancellation) ?? New(account, position.Stream);
            row[Rings] = (row.GetInt64(Rings) ?? 0) + 1;
            row[NextAt] = time.GetUtcNow();
            if (position.Ticket is { } ticket) row[Ticket] = sealer.Seal(Encoding.UTF8.GetBytes(ticket), PlaceOf(row, Ticket));
            if (await TryWriteAsync(row, cancellation)) return;
        }

        throw new IOException("A stream is rung for by too many at once.");
    }

    /// <summary>Reads the stream now, beside whatever the caller does; the timer reads it, too, should this come to nothing.</summary>
    public void Begin(AccountKey account, string stream) => _ = Task.Run(() => ReadAsync(account, stream, CancellationToken.None), CancellationToken.None);

    /// <summary>Reads all streams that were rung for or whose time it is.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var all = accounts.Tenants().SelectMany(accounts.Of).Where(account => ChannelCatalogue.Find(account.Key.Channel) is not null).ToDictionary(account => Partition(account.Key), StringComparer.Ordinal);
        foreach (var account in all.Values)
        {
            var channel = ChannelCatalogue.Find(account.Key.Channel)!;
            foreach (var stream in channel.Capabilities.PollEvery is null ? [] : channel.PolledStreams(account))
            {
                if (await FindAsync(account.Key, stream, cancellation) is null) await RingAsync(account.Key, new PullPosition(stream, null), cancellation);
            }
        }

        // One question for all accounts: most have nothing to be read, and there may be hundreds.
        var due = new List<(AccountKey Account, string Stream)>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            if (all.TryGetValue(row.PartitionKey, out var account) && IsDue(row, ChannelCatalogue.Find(account.Key.Channel)!)) due.Add((account.Key, row.GetString(Stream)));
        }

        foreach (var (account, stream) in due) await ReadAsync(account, stream, cancellation);
    }

    /// <summary>Reads one stream to its end, if nobody else does.</summary>
    public async Task ReadAsync(AccountKey account, string stream, CancellationToken cancellation)
    {
        var reader = Guid.NewGuid().ToString("N");
        try
        {
            if (await TakeAsync(account, stream, reader, cancellation) is not { } taken) return;
            var rings = taken.GetInt64(Rings) ?? 0;
            var (isDone, pause) = await ReadPagesAsync(account, stream, taken, reader, cancellation);
            await SaveAsync(account, stream, reader, row =>
            {
                row[Reader] = "";
                row[LeaseUntil] = time.GetUtcNow();
                if (isDone) row[Answered] = rings;
                row[Failures] = isDone ? 0 : (row.GetInt32(Failures) ?? 0) + 1;
                row[NextAt] = time.GetUtcNow() + (pause ?? (isDone ? TimeSpan.Zero : BackOff(row.GetInt32(Failures) ?? 1)));
            }, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The lease ends by itself, and the timer goes on where the cursor is.
            logger.LogWarning("Reading a stream of {Account} broke off: {Error}", account, e.GetType().Name);
        }
    }

    private async Task<(bool IsDone, TimeSpan? Pause)> ReadPagesAsync(AccountKey key, string stream, TableEntity row, string reader, CancellationToken cancellation)
    {
        if (ChannelCatalogue.Find(key.Channel) is not { } channel || accounts.Find(key) is not { } account) return (true, null);
        var position = new PullPosition(stream, row.GetString(Cursor), row.GetBinary(Ticket) is { } bytes ? Encoding.UTF8.GetString(sealer.Open(bytes, PlaceOf(row, Ticket))) : null);
        string? refused = null;
        for (var page = 0; page < MaxPages; page++)
        {
            if (await tokens.GetAsync(channel, account, refused, cancellation) is not TokenResult.Ready ready) return (false, null);
            if (channel.PullRequest(position, account, ready.Token, time.GetUtcNow()) is not { } request) return (true, null);
            if (await egress.SendAsync(request, account, Math.Max(MaxPageBytes, channel.Capabilities.MaxBodyBytes), cancellation) is not EgressResult.Answered answered) return (false, null);
            switch (channel.ReadPulled(answered.Response, position, account))
            {
                case Pulled.Page read:
                    foreach (var fault in read.Faults) logger.LogWarning("Could not read an item pulled for {Account}: {Fault}", key, fault);
                    await KeepAsync(key, read.Items, cancellation);
                    CrashPoint.Pass(CrashPoint.Accepted);
                    position = position with { Cursor = read.Cursor };
                    if (!await SaveAsync(key, stream, reader, kept => GoOn(kept, read.Cursor), cancellation)) return (false, null);
                    if (read.Confirm is { } confirm) await egress.SendAsync(confirm, account, cancellation);
                    if (!read.HasMore) return (true, null);
                    break;
                case Pulled.TokenExpired when refused is null:
                    refused = ready.Token;
                    break;
                case Pulled.NotNow later:
                    return (false, later.RetryAfter);
                case Pulled.Refused no:
                    logger.LogError("A stream of {Account} cannot be read: {Code}", key, no.PlatformCode);
                    return (false, LongestPause);
                default:
                    return (false, null);
            }
        }

        // There is more: the next run goes on at once.
        return (false, TimeSpan.Zero);
    }

    private void GoOn(TableEntity row, string? cursor)
    {
        if (cursor is not null) row[Cursor] = cursor;
        row[LeaseUntil] = time.GetUtcNow() + Lease;
    }

    private async Task KeepAsync(AccountKey account, IReadOnlyList<InboundItem> items, CancellationToken cancellation)
    {
        if (items.Count == 0) return;
        foreach (var item in items) await media.KeepContentAsync(account, item, cancellation);
        var now = time.GetUtcNow();
        foreach (var some in items.Chunk(100)) await inbound.SendAsync([.. some.Select(item => new Envelope(account, item, now))], cancellation);
    }

    private bool IsDue(TableEntity row, IChannel channel)
    {
        var now = time.GetUtcNow();
        if (row.GetDateTimeOffset(LeaseUntil) > now && row.GetString(Reader) is { Length: > 0 }) return false;
        if (row.GetDateTimeOffset(NextAt) > now) return false;
        var isRung = (row.GetInt64(Rings) ?? 0) > (row.GetInt64(Answered) ?? 0);
        return isRung || (channel.Capabilities.PollEvery is { } every && row.GetDateTimeOffset(NextAt) + every <= now);
    }

    private async Task<TableEntity?> TakeAsync(AccountKey account, string stream, string reader, CancellationToken cancellation)
    {
        if (await FindAsync(account, stream, cancellation) is not { } row) return null;
        if (row.GetDateTimeOffset(LeaseUntil) > time.GetUtcNow() && row.GetString(Reader) is { Length: > 0 }) return null;
        row[Reader] = reader;
        row[LeaseUntil] = time.GetUtcNow() + Lease;
        return await TryWriteAsync(row, cancellation) ? row : null;
    }

    /// <returns>False when the stream has another reader by now.</returns>
    private async Task<bool> SaveAsync(AccountKey account, string stream, string reader, Action<TableEntity> change, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaxSaves; attempt++)
        {
            // A ring may have come in between: it is kept, and asks for another reading.
            if (await FindAsync(account, stream, cancellation) is not { } row || row.GetString(Reader) != reader) return false;
            change(row);
            if (await TryWriteAsync(row, cancellation)) return true;
        }

        return false;
    }

    private async Task<bool> TryWriteAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            if (row.ETag == default) await table.AddEntityAsync(row, cancellation);
            else await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindAsync(AccountKey account, string stream, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition(account), Digest.Of(stream), null, cancellation);
        return found.HasValue ? found.Value : null;
    }

    private static TableEntity New(AccountKey account, string stream) => new(Partition(account), Digest.Of(stream)) { [Stream] = stream };

    private static TimeSpan BackOff(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static string Partition(AccountKey account) => $"{account.Tenant.Value}|{account.Channel}|{account.Account}";

    private static Place PlaceOf(TableEntity row, string property) => new(TableNames.Pulls, row.PartitionKey, row.RowKey, property);
}
