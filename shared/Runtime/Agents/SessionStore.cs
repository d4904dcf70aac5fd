using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Agents;

/// <summary>
/// Who is signed in where, one row a session. A cookie whose session has no row is worth nothing, so that to take the row away is to sign
/// someone out, wherever they are.
/// </summary>
public sealed class SessionStore(TableServiceClient tables, TimeProvider time)
{
    /// <summary>Who is signed in oftener is signed out where they were longest not seen.</summary>
    public const int MaxPerAgent = 20;

    public const int MaxBrowserLength = 200;

    /// <summary>As long as the cookie: a session that was not seen for longer is over.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>How long a session that another instance ended still counts here.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan WriteSeenEvery = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const int MaxCached = 20_000;
    private const int IdBytes = 16;

    /// <summary>Of a tenant's row keys; it sorts behind every letter of an agent's id.</summary>
    private const char Separator = '~';

    private readonly TableClient table = tables.GetTableClient(TableNames.Sessions);
    private readonly ConcurrentDictionary<(TenantId, AgentId, string), Known> live = new();

    /// <param name="by">Who said who it is; null for a password of our own.</param>
    /// <param name="endsAt">When it is over however much it is used.</param>
    public async Task<Session> BeginAsync(
        Agent agent,
        string? address,
        string? browser,
        FactorStanding factor = FactorStanding.None,
        SignedInBy? by = null,
        DateTimeOffset? endsAt = null,
        CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var shown = browser is { Length: > MaxBrowserLength } ? browser[..MaxBrowserLength] : browser;
        var session = new Session(agent.Tenant, agent.Id, id, now, now, address, shown, factor, by?.Provider, endsAt, by?.Subject, by?.Session);
        await table.AddEntityAsync(Row(session), cancellation);
        return session;
    }

    /// <summary>The session as it was at most half a second ago; null when it is over.</summary>
    public async Task<Session?> FindAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if (live.TryGetValue((tenant, agent, id), out var known) && now - known.LookedAt < LookEvery && !IsOver(known.Session, now)) return known.Session;
        return await FindNowAsync(tenant, agent, id, cancellation);
    }

    /// <summary>The same, as it is at this moment.</summary>
    public async Task<Session?> FindNowAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, Key(agent, id), null, cancellation);
        if (!found.HasValue || Read(found.Value!) is not { } session || IsOver(session, now))
        {
            live.TryRemove((tenant, agent, id), out _);
            return null;
        }

        if (now - session.SeenAt > WriteSeenEvery && !await IsWrittenAsync(found.Value!, "SeenAt", now, cancellation)) return null;
        if (live.Count >= MaxCached) live.Clear();
        live[(tenant, agent, id)] = new Known(session, now);
        return session;
    }

    /// <inheritdoc cref="FindAsync"/>
    public async Task<bool> IsLiveAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default) =>
        await FindAsync(tenant, agent, id, cancellation) is not null;

    /// <inheritdoc cref="FindNowAsync"/>
    public async Task<bool> IsLiveNowAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default) =>
        await FindNowAsync(tenant, agent, id, cancellation) is not null;

    /// <summary>The second factor was shown in this session. One that was ended meanwhile stays ended.</summary>
    public async Task ShowFactorAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default)
    {
        await IsWrittenAsync(new TableEntity(tenant.Value, Key(agent, id)), "Factor", FactorStanding.Shown.ToString(), cancellation);
        live.TryRemove((tenant, agent, id), out _);
    }

    /// <summary>Those that are not over, the last seen first.</summary>
    public async Task<IReadOnlyList<Session>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default)
    {
        var (from, until) = ($"{agent.Value}{Separator}", $"{agent.Value}{Separator}{Separator}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {from} and RowKey lt {until}");
        var sessions = new List<Session>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (Read(row) is var session && !IsOver(session, time.GetUtcNow())) sessions.Add(session);
        }

        return [.. sessions.OrderByDescending(session => session.SeenAt)];
    }

    /// <summary>Those of a tenant's people that a provider let in.</summary>
    public async IAsyncEnumerable<Session> ByProviderAsync(TenantId tenant, string provider, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and Provider eq {provider}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)) yield return Read(row);
    }

    /// <summary>Those of everybody that are over, by not being seen or by their time, and still have a row.</summary>
    public async IAsyncEnumerable<Session> UnseenAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var filter = TableClient.CreateQueryFilter($"SeenAt lt {now - Lifetime} or EndsAt le {now}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)) yield return Read(row);
    }

    /// <summary>Ending one that is over is nothing.</summary>
    public async Task EndAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default)
    {
        await table.DeleteEntityAsync(tenant.Value, Key(agent, id), ETag.All, cancellation);
        live.TryRemove((tenant, agent, id), out _);
    }

    /// <returns>False when it was ended meanwhile: an update makes no row anew.</returns>
    private async Task<bool> IsWrittenAsync(TableEntity row, string property, object value, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { [property] = value }, ETag.All, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }

    private static bool IsOver(Session session, DateTimeOffset now) => now - session.SeenAt > Lifetime || now >= session.EndsAt;

    private static string Key(AgentId agent, string id) => $"{agent.Value}{Separator}{id}";

    private static TableEntity Row(Session session) => new(session.Tenant.Value, Key(session.Agent, session.Id))
    {
        ["BegunAt"] = session.BegunAt,
        ["SeenAt"] = session.SeenAt,
        ["Address"] = session.Address ?? "",
        ["Browser"] = session.Browser ?? "",
        ["Factor"] = session.Factor.ToString(),
        ["Provider"] = session.Provider ?? "",
        // A date that compares with others: no session of ours lasts as long.
        ["EndsAt"] = session.EndsAt ?? Never,
        ["ProviderSubject"] = session.ProviderSubject ?? "",
        ["ProviderSession"] = session.ProviderSession ?? "",
    };

    private static Session Read(TableEntity row)
    {
        var parts = row.RowKey.Split(Separator, 2);
        return new Session(
            new TenantId(row.PartitionKey),
            new AgentId(parts[0]),
            parts[1],
            row.GetDateTimeOffset("BegunAt") ?? default,
            row.GetDateTimeOffset("SeenAt") ?? default,
            row.GetString("Address") is { Length: > 0 } address ? address : null,
            row.GetString("Browser") is { Length: > 0 } browser ? browser : null,
            Enum.TryParse<FactorStanding>(row.GetString("Factor"), out var factor) ? factor : FactorStanding.None,
            row.GetString("Provider") is { Length: > 0 } provider ? provider : null,
            row.GetDateTimeOffset("EndsAt") is { } endsAt && endsAt != Never ? endsAt : null,
            row.GetString("ProviderSubject") is { Length: > 0 } subject ? subject : null,
            row.GetString("ProviderSession") is { Length: > 0 } there ? there : null);
    }

    private sealed record Known(Session Session, DateTimeOffset LookedAt);
}
