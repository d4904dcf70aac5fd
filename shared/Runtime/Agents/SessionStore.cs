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
    private const int MaxCached = 20_000;
    private const int IdBytes = 16;

    /// <summary>Of a tenant's row keys; it sorts behind every letter of an agent's id.</summary>
    private const char Separator = '~';

    private readonly TableClient table = tables.GetTableClient(TableNames.Sessions);
    private readonly ConcurrentDictionary<(TenantId, AgentId, string), DateTimeOffset> live = new();

    public async Task<Session> BeginAsync(Agent agent, string? address, string? browser, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var session = new Session(agent.Tenant, agent.Id, id, now, now, address, browser is { Length: > MaxBrowserLength } ? browser[..MaxBrowserLength] : browser);
        await table.AddEntityAsync(Row(session), cancellation);
        return session;
    }

    /// <summary>Whether the session goes on, as it was at most half a second ago.</summary>
    public async Task<bool> IsLiveAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if (live.TryGetValue((tenant, agent, id), out var lookedAt) && now - lookedAt < LookEvery) return true;
        return await IsLiveNowAsync(tenant, agent, id, cancellation);
    }

    /// <summary>The same, as it is at this moment.</summary>
    public async Task<bool> IsLiveNowAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, Key(agent, id), null, cancellation);
        if (!found.HasValue || Read(found.Value!) is not { } session || now - session.SeenAt > Lifetime)
        {
            live.TryRemove((tenant, agent, id), out _);
            return false;
        }

        if (now - session.SeenAt > WriteSeenEvery && !await SeenAsync(found.Value!, now, cancellation)) return false;
        if (live.Count >= MaxCached) live.Clear();
        live[(tenant, agent, id)] = now;
        return true;
    }

    /// <summary>Those that are not over, the last seen first.</summary>
    public async Task<IReadOnlyList<Session>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default)
    {
        var (from, until) = ($"{agent.Value}{Separator}", $"{agent.Value}{Separator}{Separator}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {from} and RowKey lt {until}");
        var sessions = new List<Session>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (Read(row) is var session && time.GetUtcNow() - session.SeenAt <= Lifetime) sessions.Add(session);
        }

        return [.. sessions.OrderByDescending(session => session.SeenAt)];
    }

    /// <summary>Those of everybody that were not seen for so long that they are over, and still have a row.</summary>
    public async IAsyncEnumerable<Session> UnseenAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var since = time.GetUtcNow() - Lifetime;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"SeenAt lt {since}"), cancellationToken: cancellation)) yield return Read(row);
    }

    /// <summary>Ending one that is over is nothing.</summary>
    public async Task EndAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default)
    {
        await table.DeleteEntityAsync(tenant.Value, Key(agent, id), ETag.All, cancellation);
        live.TryRemove((tenant, agent, id), out _);
    }

    /// <returns>False when it was ended meanwhile: an update makes no row anew.</returns>
    private async Task<bool> SeenAsync(TableEntity row, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { ["SeenAt"] = now }, ETag.All, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }

    private static string Key(AgentId agent, string id) => $"{agent.Value}{Separator}{id}";

    private static TableEntity Row(Session session) => new(session.Tenant.Value, Key(session.Agent, session.Id))
    {
        ["BegunAt"] = session.BegunAt,
        ["SeenAt"] = session.SeenAt,
        ["Address"] = session.Address ?? "",
        ["Browser"] = session.Browser ?? "",
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
            row.GetString("Browser") is { Length: > 0 } browser ? browser : null);
    }
}
