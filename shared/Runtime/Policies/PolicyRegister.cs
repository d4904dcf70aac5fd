using OmniFunctions.Documents;
using OmniFunctions.Policies;

namespace OmniFunctions.Runtime.Policies;

/// <summary>
/// Where rules are changed: one draft a tenant, versions that stay for ever, and a history that says who put what in force when, and why. Every change is one
/// transaction; of two at once one wins and the other is told.
/// </summary>
public sealed class PolicyRegister(PolicyStore store, TimeProvider time)
{
    public const int MaxNoteLength = 500;
    public const int MaxVersionsListed = 100;
    public const int MaxHistoryPage = 200;

    /// <summary>What the draft is called where a version can be named.</summary>
    public const string DraftName = "draft";

    /// <summary>Saved drafts and activations share the history's numbers, and so may get in each other's way without being at odds.</summary>
    private const int MaxAttempts = 8;

    private readonly PolicyRows rows = store.Rows;

    public Task<PolicyDraft?> DraftAsync(TenantId tenant, CancellationToken cancellation = default) => rows.DraftAsync(tenant, cancellation);

    /// <summary>Saves the draft, whatever its faults.</summary>
    /// <param name="seen">The revision that the author began with; null: whatever is there is replaced.</param>
    public async Task<PolicyOutcome> SaveDraftAsync(TenantId tenant, string text, AgentId by, long? seen = null, CancellationToken cancellation = default)
    {
        var reading = PolicyDocument.Read(text);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var pointer = await store.PointerAsync(tenant, cancellation);
            var before = await rows.DraftAsync(tenant, cancellation);
            if (seen is not null && seen != (before?.Revision ?? 0)) return new PolicyOutcome.DraftChanged(before?.Revision ?? 0, before?.By);
            var change = new PolicyChange(
                pointer.Number + 1, PolicyChangeKind.DraftSaved, time.GetUtcNow(), by, pointer.Version, reading.Policy?.Version, reading.Policy is { } policy ? PolicyHash.Of(policy) : null, null);
            if (await rows.TryChangeAsync(tenant, pointer, change, new PolicyRows.Draft(text), cancellation)) return new PolicyOutcome.Saved(change.Number, Told(reading));
        }

        return await ConflictAsync(tenant, cancellation);
    }

    /// <summary>Puts the draft in force; it is gone then.</summary>
    public async Task<PolicyOutcome> ActivateDraftAsync(TenantId tenant, PolicyAuthor author, CancellationToken cancellation = default)
    {
        if (await rows.DraftAsync(tenant, cancellation) is not { } draft) return new PolicyOutcome.NoDraft();
        var reading = PolicyDocument.Read(draft.Text);
        if (reading.Policy is not { } policy) return new PolicyOutcome.Faulty(Told(reading));
        var outcome = await ActivateAsync(tenant, new PolicySource(policy, draft.Text, draft.Format), author, reading.Warnings, draft, cancellation);
        return outcome is PolicyOutcome.VersionTaken taken
            ? new PolicyOutcome.Faulty([new DocumentFault(PolicyDocument.PlaceOfVersion(draft.Text), "version", $"Another document has the version '{taken.Version}' already; each has its own.")])
            : outcome;
    }

    /// <param name="source">Without faults.</param>
    public Task<PolicyOutcome> ActivateAsync(TenantId tenant, PolicySource source, PolicyAuthor author, CancellationToken cancellation = default) =>
        ActivateAsync(tenant, source, author, [], null, cancellation);

    /// <summary>Puts an earlier version in force again.</summary>
    public async Task<PolicyOutcome> RollBackAsync(TenantId tenant, string version, PolicyAuthor author, CancellationToken cancellation = default)
    {
        if (await rows.VersionAsync(tenant, version, cancellation) is not { } found) return new PolicyOutcome.UnknownVersion(version);
        var document = await rows.DocumentAsync(tenant, found, cancellation);

        // What was sound when it was written may name a zone this machine no longer knows, or be against a later build's limits.
        var reading = PolicyValidation.Read(document, Zones.Find);
        if (reading.Policy is null) return new PolicyOutcome.Faulty(Told(reading));
        return await ChangeAsync(tenant, found.Version, found.Hash, PolicyChangeKind.RolledBack, author, null, new(found.Version, found.Hash, []), cancellation);
    }

    /// <summary>The versions that were in force last, newest first, each with its latest activation; at most <see cref="MaxVersionsListed"/>.</summary>
    public async Task<(string Active, IReadOnlyList<PolicyChange> Versions)> VersionsAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var pointer = await store.PointerAsync(tenant, cancellation);
        var latest = new Dictionary<string, PolicyChange>();
        await foreach (var change in rows.HistoryAsync(tenant, null, cancellation))
        {
            if (change.Kind != PolicyChangeKind.DraftSaved) latest.TryAdd(change.To!, change);
            if (latest.Count == MaxVersionsListed) break;
        }

        return (pointer.Version, [.. latest.Values]);
    }

    /// <summary>A version's text, or the draft's under the name <see cref="DraftName"/>.</summary>
    public async Task<PolicyVersionText?> TextAsync(TenantId tenant, string version, CancellationToken cancellation = default)
    {
        if (version != DraftName) return await rows.VersionAsync(tenant, version, cancellation) is { } row ? await rows.TextAsync(tenant, row, cancellation) : null;
        if (await rows.DraftAsync(tenant, cancellation) is not { } draft) return null;
        var policy = PolicyDocument.Read(draft.Text).Policy;
        return new PolicyVersionText(DraftName, policy is null ? "" : PolicyHash.Of(policy), draft.Text, draft.Format);
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Only what is older than this number; null: from the newest on.</param>
    public async Task<IReadOnlyList<PolicyChange>> HistoryAsync(TenantId tenant, long? before, int most, CancellationToken cancellation = default)
    {
        await store.PointerAsync(tenant, cancellation);
        var page = new List<PolicyChange>();
        await foreach (var change in rows.HistoryAsync(tenant, before, cancellation))
        {
            page.Add(change);
            if (page.Count == Math.Min(most, MaxHistoryPage)) break;
        }

        return page;
    }

    /// <summary>The change that put in force what was live at a moment; null before there were any rules.</summary>
    public Task<PolicyChange?> LiveAtAsync(TenantId tenant, DateTimeOffset at, CancellationToken cancellation = default) => store.ChangeAsOfAsync(tenant, at, cancellation);

    /// <summary>What is different in the second; null when one of them is not there, or is a draft that cannot be read.</summary>
    public async Task<IReadOnlyList<PolicyDifference>?> DifferenceAsync(TenantId tenant, string from, string to, CancellationToken cancellation = default)
    {
        var (before, after) = (await PolicyAsync(tenant, from, cancellation), await PolicyAsync(tenant, to, cancellation));
        return before is null || after is null ? null : PolicyDifference.Between(before, after);
    }

    private static IReadOnlyList<DocumentFault> Told(PolicyReading reading) => [.. reading.Faults, .. reading.Warnings];

    private async Task<ServicePolicy?> PolicyAsync(TenantId tenant, string version, CancellationToken cancellation)
    {
        if (version == DraftName) return await rows.DraftAsync(tenant, cancellation) is { } draft ? PolicyDocument.Read(draft.Text).Policy : null;
        return await rows.VersionAsync(tenant, version, cancellation) is { } row ? await rows.DocumentAsync(tenant, row, cancellation) : null;
    }

    private async Task<PolicyOutcome> ActivateAsync(
        TenantId tenant, PolicySource source, PolicyAuthor author, IReadOnlyList<DocumentFault> warnings, PolicyDraft? draft, CancellationToken cancellation)
    {
        var (version, hash) = (source.Policy.Version, PolicyHash.Of(source.Policy));
        await rows.KeepAsync(tenant, source, cancellation);

        // Whoever kept a document of this version first has it.
        if ((await rows.VersionAsync(tenant, version, cancellation))!.Hash != hash) return new PolicyOutcome.VersionTaken(version);
        return await ChangeAsync(tenant, version, hash, PolicyChangeKind.Activated, author, draft, new(version, hash, warnings), cancellation);
    }

    private async Task<PolicyOutcome> ChangeAsync(
        TenantId tenant, string version, string hash, PolicyChangeKind kind, PolicyAuthor author, PolicyDraft? draft, PolicyOutcome.InForce done, CancellationToken cancellation)
    {
        string? seen = null;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var pointer = await store.PointerAsync(tenant, cancellation);
            seen ??= pointer.Version;
            if (pointer.Version != seen) return new PolicyOutcome.Conflict(pointer.Version, pointer.By);
            var change = new PolicyChange(pointer.Number + 1, kind, time.GetUtcNow(), author.By, pointer.Version, version, hash, author.Note);
            if (!await rows.TryChangeAsync(tenant, pointer, change, draft is null ? null : new PolicyRows.NoDraft(draft.Revision), cancellation)) continue;
            store.Forget(tenant);
            return done;
        }

        return await ConflictAsync(tenant, cancellation);
    }

    private async Task<PolicyOutcome> ConflictAsync(TenantId tenant, CancellationToken cancellation)
    {
        var pointer = await store.PointerAsync(tenant, cancellation);
        return new PolicyOutcome.Conflict(pointer.Version, pointer.By);
    }
}
