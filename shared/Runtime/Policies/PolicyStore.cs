using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Runtime.Policies;

/// <summary>
/// The documents in force for each tenant, now and at any time before. What is in force is looked up anew after <see cref="FreshFor"/>, so that an
/// activation in another process is in force here by then. <see cref="PolicyRegister"/> changes them.
/// </summary>
public sealed class PolicyStore(TableServiceClient tables, TimeProvider time, ILogger<PolicyStore>? log = null)
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>Old documents and calendars are asked for again and again while work that began under them lasts.</summary>
    private const int MaxKept = 500;

    private readonly PolicyRows rows = new(tables.GetTableClient(TableNames.Policies));
    private readonly ILogger log = log ?? (ILogger)NullLogger.Instance;
    private readonly ConcurrentDictionary<TenantId, (CompiledPolicy Policy, DateTimeOffset ReadAt)> known = new();
    private readonly ConcurrentDictionary<(TenantId Tenant, string Document), CompiledPolicy> compiled = new();
    private readonly ConcurrentDictionary<(TenantId Tenant, string Version), BusinessCalendar> calendars = new();

    internal PolicyRows Rows => rows;

    /// <summary>The policy in force. A tenant without one begins with the demo document.</summary>
    public async Task<ServicePolicy> ActiveAsync(TenantId tenant, CancellationToken cancellation = default) => (await CompiledAsync(tenant, cancellation)).Document;

    /// <summary>The policy in force, ready to be asked.</summary>
    public async Task<CompiledPolicy> CompiledAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(tenant, out var fresh) && now - fresh.ReadAt < FreshFor) return fresh.Policy;
        var policy = await ReadActiveAsync(tenant, fresh.Policy, cancellation);
        known[tenant] = (policy, now);
        return policy;
    }

    /// <summary>A version that was in force once; null when there was none of that name.</summary>
    public async Task<CompiledPolicy?> FindAsync(TenantId tenant, string version, CancellationToken cancellation = default) =>
        await rows.VersionAsync(tenant, version, cancellation) is { } found ? await CompileAsync(tenant, found, cancellation) : null;

    /// <summary>Which rules were live at a moment; null before there were any.</summary>
    public async Task<CompiledPolicy?> AsOfAsync(TenantId tenant, DateTimeOffset at, CancellationToken cancellation = default) =>
        await ChangeAsOfAsync(tenant, at, cancellation) is { } change ? await FindAsync(tenant, change.To!, cancellation) : null;

    /// <summary>Business hours that some version had, by the version that clocks name (<c>office@1a2b3c4d5e6f</c>); null when none had them.</summary>
    public async Task<BusinessCalendar?> CalendarAsync(TenantId tenant, string version, CancellationToken cancellation = default)
    {
        if (calendars.TryGetValue((tenant, version), out var calendar)) return calendar;
        if (await rows.HoursAsync(tenant, version, cancellation) is not { } hours || Zones.Find(hours.Zone) is not { } zone) return null;
        if (calendars.Count >= MaxKept) calendars.Clear();
        return calendars[(tenant, version)] = BusinessCalendar.Of(hours, zone);
    }

    /// <summary>Puts a document in force that a program made, as a fresh tenant's or a test's.</summary>
    /// <returns>The document's faults; with any, the one in force stays.</returns>
    /// <exception cref="InvalidOperationException">The version has another document already, or somebody else activated one at the same time.</exception>
    public async Task<IReadOnlyList<PolicyFault>> ActivateAsync(TenantId tenant, ServicePolicy policy, CancellationToken cancellation = default)
    {
        var faults = PolicyValidation.Faults(policy, Zones.Find);
        if (faults.Count > 0) return faults;
        var outcome = await new PolicyRegister(this, time).ActivateAsync(tenant, PolicySource.Of(policy), new PolicyAuthor(null, null), cancellation);
        return outcome is PolicyOutcome.InForce ? faults : throw new InvalidOperationException($"Policy {policy.Version} of {tenant} is not in force: {outcome}.");
    }

    /// <summary>The change that put in force what was live at a moment.</summary>
    internal async Task<PolicyChange?> ChangeAsOfAsync(TenantId tenant, DateTimeOffset at, CancellationToken cancellation)
    {
        await foreach (var change in rows.HistoryAsync(tenant, null, cancellation))
        {
            if (change.Kind != PolicyChangeKind.DraftSaved && change.At <= at) return change;
        }

        return null;
    }

    /// <summary>The next question is answered from what is stored.</summary>
    internal void Forget(TenantId tenant) => known.TryRemove(tenant, out _);

    internal async Task<PolicyPointer> PointerAsync(TenantId tenant, CancellationToken cancellation) =>
        await rows.PointerAsync(tenant, cancellation) switch
        {
            null => await rows.BeginAsync(tenant, PolicySource.Of(DemoPolicy.Document), time.GetUtcNow(), null, cancellation),
            // Written before versions were kept: from now on it is the first of them.
            { Alone: { } document } old => await rows.BeginAsync(tenant, PolicySource.Of(document), old.At, old, cancellation),
            var pointer => pointer,
        };

    /// <param name="before">What was in force when somebody last looked, in this process.</param>
    private async Task<CompiledPolicy> ReadActiveAsync(TenantId tenant, CompiledPolicy? before, CancellationToken cancellation)
    {
        var pointer = await PointerAsync(tenant, cancellation);
        if (before is not null && before.Version == pointer.Version && before.Hash == pointer.Hash) return before;
        try
        {
            return await FindAsync(tenant, pointer.Version, cancellation) ?? throw new InvalidOperationException($"Policy {pointer.Version} of {tenant} is in force and not there.");
        }
        catch (Exception e) when (e is not OperationCanceledException and not Azure.RequestFailedException)
        {
            log.LogError(e, "Policy {Version} of {Tenant} cannot be read; the last good one stays in force", pointer.Version, tenant);
            if ((before ?? await LastGoodAsync(tenant, pointer.Version, cancellation)) is { } good) return good;
            throw;
        }
    }

    private async Task<CompiledPolicy?> LastGoodAsync(TenantId tenant, string broken, CancellationToken cancellation)
    {
        var looked = 0;
        await foreach (var change in rows.HistoryAsync(tenant, null, cancellation))
        {
            if (change.Kind == PolicyChangeKind.DraftSaved || change.To == broken) continue;
            if (++looked > PolicyRegister.MaxVersionsListed) break;
            try
            {
                if (await FindAsync(tenant, change.To!, cancellation) is { } good) return good;
            }
            catch (Exception e) when (e is not OperationCanceledException and not Azure.RequestFailedException)
            {
                log.LogError(e, "Policy {Version} of {Tenant} cannot be read either", change.To, tenant);
            }
        }

        return null;
    }

    private async Task<CompiledPolicy> CompileAsync(TenantId tenant, PolicyVersionRow version, CancellationToken cancellation)
    {
        if (compiled.TryGetValue((tenant, version.Document), out var policy) && policy.Version == version.Version) return policy;
        policy = CompiledPolicy.Of(await rows.DocumentAsync(tenant, version, cancellation), Zones.Find);
        if (compiled.Count >= MaxKept) compiled.Clear();
        return compiled[(tenant, version.Document)] = policy;
    }
}
