using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Json;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Runtime.Policies;

/// <summary>What is in force, as its row says. Every change replaces the row, so that of two at once one finds it changed.</summary>
/// <param name="Number">Of the latest change in the history.</param>
/// <param name="Alone">The document itself, in a row of the time before versions were kept.</param>
internal sealed record PolicyPointer(string Version, string Hash, long Number, DateTimeOffset At, AgentId? By, ETag ETag, ServicePolicy? Alone = null);

/// <param name="Document">Where the document's contents are kept.</param>
/// <param name="Text">Where the text is kept from which it was read.</param>
internal sealed record PolicyVersionRow(string Version, string Hash, string Document, string Text, DocumentFormat Format);

/// <summary>
/// A tenant's rules in one partition: the pointer and the draft, which change; versions, history, business hours and contents, which never do.
/// Contents are kept under the hash of their bytes, so that keeping them twice is keeping them once.
/// </summary>
internal sealed class PolicyRows(TableClient table)
{
    private const string PointerKey = "active";
    private const string DraftKey = "draft";
    private const string Body = "Document";

    /// <summary>Of a row with contents; what is larger goes on in the next.</summary>
    private const int MaxPartBytes = 600_000;
    private const int MaxParts = 8;

    /// <summary>History rows lie newest first.</summary>
    private const long LastNumber = 9_999_999_999;

    /// <summary>What a change does to the draft.</summary>
    internal abstract record DraftChange;

    internal sealed record Draft(string Text) : DraftChange;

    /// <summary>It is in force now, and none any more, unless it was saved again since.</summary>
    internal sealed record NoDraft(long Revision) : DraftChange;

    internal async Task<PolicyPointer?> PointerAsync(TenantId tenant, CancellationToken cancellation) =>
        await FindAsync(tenant, PointerKey, cancellation) is { } row ? ReadPointer(row) : null;

    /// <summary>The tenant's first version.</summary>
    /// <param name="old">The row that is replaced; null when there is none.</param>
    internal async Task<PolicyPointer> BeginAsync(TenantId tenant, PolicySource source, DateTimeOffset at, PolicyPointer? old, CancellationToken cancellation)
    {
        await KeepAsync(tenant, source, cancellation);
        var change = new PolicyChange(1, PolicyChangeKind.Activated, at, null, null, source.Policy.Version, PolicyHash.Of(source.Policy), null);
        await TryChangeAsync(tenant, old, change, null, cancellation);
        return await PointerAsync(tenant, cancellation) ?? throw new InvalidOperationException($"The policy of {tenant} was there and is gone.");
    }

    internal async Task<PolicyVersionRow?> VersionAsync(TenantId tenant, string version, CancellationToken cancellation) =>
        IsKey(version) && await FindAsync(tenant, VersionKey(version), cancellation) is { } row
            ? new(row.GetString("Version"), row.GetString("Hash"), row.GetString("Document"), row.GetString("Text"), Format(row))
            : null;

    internal async Task<ServicePolicy> DocumentAsync(TenantId tenant, PolicyVersionRow version, CancellationToken cancellation) =>
        JsonSerializer.Deserialize(await ContentsAsync(tenant, version.Document, cancellation), CoreJson.Instance.ServicePolicy)
        ?? throw new JsonException($"Policy {version.Version} of {tenant} is null.");

    internal async Task<PolicyVersionText> TextAsync(TenantId tenant, PolicyVersionRow version, CancellationToken cancellation) =>
        new(version.Version, version.Hash, Encoding.UTF8.GetString(await ContentsAsync(tenant, version.Text, cancellation)), version.Format);

    internal async Task<BusinessHours?> HoursAsync(TenantId tenant, string version, CancellationToken cancellation) =>
        IsKey(version.Replace('@', '-')) && await FindAsync(tenant, HoursKey(version), cancellation) is { } row
            ? JsonSerializer.Deserialize(row.Take(Body), CoreJson.Instance.BusinessHours)
            : null;

    internal async Task<PolicyDraft?> DraftAsync(TenantId tenant, CancellationToken cancellation) => await FindAsync(tenant, DraftKey, cancellation) is { } row
        ? new(
            Encoding.UTF8.GetString(await ContentsAsync(tenant, row.GetString("Text"), cancellation)),
            Format(row),
            row.GetDateTimeOffset("At")!.Value,
            Agent(row),
            row.GetInt64("Revision")!.Value)
        : null;

    internal async IAsyncEnumerable<PolicyChange> HistoryAsync(TenantId tenant, long? before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = HistoryKey((before ?? LastNumber) - 1);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {from} and RowKey lt {"n."}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return new(
                row.GetInt64("Number")!.Value,
                Enum.Parse<PolicyChangeKind>(row.GetString("Kind")),
                row.GetDateTimeOffset("At")!.Value,
                Agent(row),
                row.GetString("From"),
                row.GetString("To"),
                row.GetString("Hash"),
                row.GetString("Note"));
        }
    }

    /// <summary>Keeps a version and its business hours. Nothing is in force by that.</summary>
    internal async Task KeepAsync(TenantId tenant, PolicySource source, CancellationToken cancellation)
    {
        foreach (var hours in source.Policy.Hours.Select(hours => hours.ToBusinessHours()))
        {
            var row = new TableEntity(tenant.Value, HoursKey(hours.Version));
            row.Put(Body, JsonSerializer.SerializeToUtf8Bytes(hours, CoreJson.Instance.BusinessHours));
            await AddOnceAsync(row, cancellation);
        }

        var version = new TableEntity(tenant.Value, VersionKey(source.Policy.Version))
        {
            ["Version"] = source.Policy.Version,
            ["Hash"] = PolicyHash.Of(source.Policy),
            ["Document"] = await KeepContentsAsync(tenant, JsonSerializer.SerializeToUtf8Bytes(source.Policy, CoreJson.Instance.ServicePolicy), cancellation),
            ["Text"] = await KeepContentsAsync(tenant, Encoding.UTF8.GetBytes(source.Text), cancellation),
            ["Format"] = source.Format.ToString(),
        };
        await AddOnceAsync(version, cancellation);
    }

    /// <summary>Writes the change, all of it or nothing.</summary>
    /// <param name="seen">The pointer as it was read; null: there was none.</param>
    /// <returns>False when somebody else changed something since.</returns>
    internal async Task<bool> TryChangeAsync(TenantId tenant, PolicyPointer? seen, PolicyChange change, DraftChange? draft, CancellationToken cancellation)
    {
        var isInForce = change.Kind != PolicyChangeKind.DraftSaved;
        var pointer = Row(
            tenant,
            PointerKey,
            ("Version", isInForce ? change.To : seen!.Version),
            ("Hash", isInForce ? change.Hash : seen!.Hash),
            ("At", isInForce ? change.At : seen!.At),
            ("By", (isInForce ? change.By : seen!.By)?.Value),
            ("Number", change.Number));
        List<TableTransactionAction> actions =
        [
            seen is null ? new(TableTransactionActionType.Add, pointer) : new(TableTransactionActionType.UpdateReplace, pointer, seen.ETag),
            new(TableTransactionActionType.Add, HistoryRow(tenant, change)),
        ];
        switch (draft)
        {
            case Draft saved:
                actions.Add(new(TableTransactionActionType.UpsertReplace, await DraftRowAsync(tenant, saved, change, cancellation)));
                break;
            case NoDraft gone when await FindAsync(tenant, DraftKey, cancellation) is { } row && row.GetInt64("Revision") == gone.Revision:
                actions.Add(new(TableTransactionActionType.Delete, row, row.ETag));
                break;
        }

        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static PolicyPointer ReadPointer(TableEntity row) => row.GetInt64("Number") is { } number
        ? new(row.GetString("Version"), row.GetString("Hash"), number, row.GetDateTimeOffset("At")!.Value, Agent(row), row.ETag)
        : Alone(row, JsonSerializer.Deserialize(row.Take(Body), CoreJson.Instance.ServicePolicy)!);

    private static PolicyPointer Alone(TableEntity row, ServicePolicy document) =>
        new(document.Version, PolicyHash.Of(document), 0, row.Timestamp ?? DateTimeOffset.UnixEpoch, null, row.ETag, document);

    private static TableEntity HistoryRow(TenantId tenant, PolicyChange change) => Row(
        tenant,
        HistoryKey(change.Number),
        ("Number", change.Number),
        ("Kind", change.Kind.ToString()),
        ("At", change.At),
        ("By", change.By?.Value),
        ("From", change.From),
        ("To", change.To),
        ("Hash", change.Hash),
        ("Note", change.Note));

    private async Task<TableEntity> DraftRowAsync(TenantId tenant, Draft draft, PolicyChange change, CancellationToken cancellation) => Row(
        tenant,
        DraftKey,
        ("Text", await KeepContentsAsync(tenant, Encoding.UTF8.GetBytes(draft.Text), cancellation)),
        ("Format", DocumentReader.FormatOf(draft.Text).ToString()),
        ("At", change.At),
        ("By", change.By?.Value),
        ("Revision", change.Number));

    /// <summary>What is null is left out.</summary>
    private static TableEntity Row(TenantId tenant, string key, params (string Name, object? Value)[] properties)
    {
        var row = new TableEntity(tenant.Value, key);
        foreach (var (name, value) in properties)
        {
            if (value is not null) row[name] = value;
        }

        return row;
    }

    /// <returns>Where they are kept: the hash of the bytes, and of how many rows they take.</returns>
    private async Task<string> KeepContentsAsync(TenantId tenant, byte[] bytes, CancellationToken cancellation)
    {
        var parts = Math.Max(1, (bytes.Length + MaxPartBytes - 1) / MaxPartBytes);
        if (parts > MaxParts) throw new InvalidOperationException($"{bytes.Length} bytes are more than a policy may have.");
        var address = $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}-{parts.ToString(CultureInfo.InvariantCulture)}";
        for (var i = 0; i < parts; i++)
        {
            var row = new TableEntity(tenant.Value, ContentsKey(address, i));
            row.Put(Body, bytes[(i * MaxPartBytes)..Math.Min(bytes.Length, (i + 1) * MaxPartBytes)]);
            await AddOnceAsync(row, cancellation);
        }

        return address;
    }

    private async Task<byte[]> ContentsAsync(TenantId tenant, string address, CancellationToken cancellation)
    {
        var parts = int.Parse(address[(address.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
        using var whole = new MemoryStream();
        for (var i = 0; i < parts; i++)
        {
            var row = await FindAsync(tenant, ContentsKey(address, i), cancellation) ?? throw new InvalidOperationException($"Part {i} of {address} of {tenant} is gone.");
            whole.Write(row.Take(Body));
        }

        return whole.ToArray();
    }

    private async Task<TableEntity?> FindAsync(TenantId tenant, string key, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, key, null, cancellation);
        return found.HasValue ? found.Value : null;
    }

    private async Task AddOnceAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // It is there, and what is kept never changes.
        }
    }

    private static bool IsKey(string version) =>
        version is { Length: > 0 and <= PolicyLimits.MaxVersionLength } && version.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static DocumentFormat Format(TableEntity row) => Enum.Parse<DocumentFormat>(row.GetString("Format"));

    private static AgentId? Agent(TableEntity row) => row.GetString("By") is { } by ? new AgentId(by) : null;

    private static string VersionKey(string version) => $"v-{version}";

    private static string HoursKey(string version) => $"k-{version}";

    private static string ContentsKey(string address, int part) => $"c-{address}-{part.ToString(CultureInfo.InvariantCulture)}";

    private static string HistoryKey(long number) => $"n-{(LastNumber - number).ToString("D10", CultureInfo.InvariantCulture)}";
}
