using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>Files of customers and agents. What they are called lies sealed in a table, what they hold sealed where contents lie.</summary>
public sealed class AttachmentStore(TableServiceClient tables, IAttachmentContents contents, Sealer sealer, TimeProvider time)
{
    private const string Facts = "Facts";
    private const string Content = "Content";
    private const string NotThere = "NotThere";
    private const int MaxIdLength = 64;

    private readonly TableClient table = tables.GetTableClient(TableNames.Attachments);

    public static bool IsId(string id) => id.Length is > 3 and <= MaxIdLength && id.All(char.IsAsciiLetterOrDigit);

    /// <summary>Keeps a file. The content is there before anything names it.</summary>
    /// <param name="id">Null for one that somebody has brought to send it: until it <see cref="IsSentAsync">is sent</see> it is kept for a time only.</param>
    /// <exception cref="ArgumentException">It is empty, or larger than <see cref="StoredFile.MaxBytes"/>.</exception>
    public async Task<StoredFile> AddAsync(TenantId tenant, string owner, string? name, ReadOnlyMemory<byte> content, string? id = null, CancellationToken cancellation = default)
    {
        if (content.Length is 0 or > StoredFile.MaxBytes) throw new ArgumentException("A file has 1 byte to 25 MiB.", nameof(content));
        var file = new StoredFile(
            id ?? StoredFile.NewId(), owner, StoredFile.SafeName(name), FileTypes.Of(content.Span), content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span)), time.GetUtcNow());
        // Before the content, so that none lies there of which nobody knows.
        if (id is null) await table.UpsertEntityAsync(new TableEntity(UnsentFiles.Partition(tenant), file.Id) { [UnsentFiles.Since] = file.At }, TableUpdateMode.Replace, cancellation);
        await contents.WriteAsync(tenant, file.Id, sealer.Seal(content.Span, PlaceOf(tenant, file.Id, Content)), cancellation);
        var facts = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(file, JsonSerializerOptions.Web), PlaceOf(tenant, file.Id, Facts));
        await table.UpsertEntityAsync(new TableEntity(tenant.Value, file.Id) { [Facts] = facts }, TableUpdateMode.Replace, cancellation);
        return file;
    }

    /// <summary>A message that names it is in a log: it is kept as long as that.</summary>
    public async Task IsSentAsync(TenantId tenant, string id, CancellationToken cancellation = default)
    {
        if (IsId(id)) await table.DeleteEntityAsync(UnsentFiles.Partition(tenant), id, cancellationToken: cancellation);
    }

    /// <summary>Notes that a file will not come, and why: whoever asks for it is told so instead of waiting.</summary>
    internal Task AddNotThereAsync(TenantId tenant, string id, FileAbsence why, CancellationToken cancellation) =>
        table.UpsertEntityAsync(new TableEntity(tenant.Value, id) { [NotThere] = why.ToString() }, TableUpdateMode.Replace, cancellation);

    public async Task<FileLookup> FindAsync(TenantId tenant, string id, CancellationToken cancellation = default)
    {
        if (!IsId(id)) return new FileLookup.Absent(FileAbsence.Unknown);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, id, null, cancellation);
        if (!found.HasValue) return new FileLookup.Absent(FileAbsence.Unknown);
        if (found.Value!.GetString(NotThere) is { } why) return new FileLookup.Absent(Enum.Parse<FileAbsence>(why));
        var facts = sealer.Open(found.Value.GetBinary(Facts), PlaceOf(tenant, id, Facts));
        return new FileLookup.Found(JsonSerializer.Deserialize<StoredFile>(facts, JsonSerializerOptions.Web) ?? throw new JsonException("A file's facts are null."));
    }

    /// <returns>Null when the content is not there.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(TenantId tenant, StoredFile file, CancellationToken cancellation = default) =>
        await contents.ReadAsync(tenant, file.Id, cancellation) is { } bytes ? sealer.Open(bytes.Span, PlaceOf(tenant, file.Id, Content)) : null;

    private static Place PlaceOf(TenantId tenant, string id, string what) => new(TableNames.Attachments, tenant.Value, id, what);
}

public abstract record FileLookup
{
    private FileLookup() { }

    public sealed record Found(StoredFile File) : FileLookup;

    public sealed record Absent(FileAbsence Why) : FileLookup;
}

/// <summary>Why a file is not there.</summary>
public enum FileAbsence
{
    /// <summary>There is none of that id, or it is still on its way.</summary>
    Unknown,

    /// <summary>The platform has it no more.</summary>
    Gone,
    TooLarge,

    /// <summary>What came is not what the platform had said it would be.</summary>
    Damaged,

    /// <summary>It leads to an address that may not be called.</summary>
    Forbidden,

    /// <summary>The platform could not be reached for so long that nobody tries any more.</summary>
    Unreachable,
}
