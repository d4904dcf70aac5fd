using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// The connections of one hub with their groups. ASP.NET Core's own manager knows them; this adds what the service knows besides:
/// which groups a connection is in, and which groups a user's connections to come will be in.
/// Memberships live as long as the process: after a restart every client negotiates anew.
/// </summary>
internal sealed partial class HubMembers(TimeProvider time, ILogger<DefaultHubLifetimeManager<ServiceHub>> logger) : DefaultHubLifetimeManager<ServiceHub>(logger)
{
    private readonly ConcurrentDictionary<string, ClientLine> lines = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, HashSet<string>> connectionsByUser = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> groupsByConnection = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> connectionsInGroup = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, DateTimeOffset>> groupsByUser = new(StringComparer.Ordinal);

    public int Count => lines.Count;

    public HubConnectionContext? Find(string connectionId) => lines.GetValueOrDefault(connectionId)?.Connection;

    public bool HasUser(string userId)
    {
        lock (gate) return connectionsByUser.ContainsKey(userId);
    }

    public bool HasGroup(string group)
    {
        lock (gate) return connectionsInGroup.ContainsKey(group);
    }

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        lines[connection.ConnectionId] = new ClientLine(connection);
        if (connection.UserIdentifier is { } user) await JoinGroupsOfAsync(user, connection);

        // Only now the client learns that it is connected: the ping takes along the answer that was held.
        connection.Features.Get<HeldAnswer>()?.Release();
        await connection.WriteAsync(PingMessage.Instance);
        connection.Features.Get<LineOfLife>()?.Begin();
    }

    private async Task JoinGroupsOfAsync(string user, HubConnectionContext connection)
    {
        string[] groups;
        lock (gate)
        {
            if (!connectionsByUser.TryGetValue(user, out var ofUser)) connectionsByUser[user] = ofUser = new(StringComparer.Ordinal);
            ofUser.Add(connection.ConnectionId);
            groups = LiveGroupsOf(user);
        }

        foreach (var group in groups) await AddToGroupAsync(connection.ConnectionId, group);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await base.OnDisconnectedAsync(connection);
        lines.TryRemove(connection.ConnectionId, out _);
        lock (gate)
        {
            if (groupsByConnection.Remove(connection.ConnectionId, out var groups))
                foreach (var group in groups) Leave(group, connection.ConnectionId);
            if (connection.UserIdentifier is not { } user || !connectionsByUser.TryGetValue(user, out var ofUser)) return;
            ofUser.Remove(connection.ConnectionId);
            if (ofUser.Count == 0) connectionsByUser.Remove(user);
        }
    }

    public override async Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        await base.AddToGroupAsync(connectionId, groupName, cancellationToken);
        lock (gate)
        {
            // Checked under the lock: a connection that ends now must not leave its membership behind.
            if (!lines.ContainsKey(connectionId)) return;
            if (!groupsByConnection.TryGetValue(connectionId, out var groups)) groupsByConnection[connectionId] = groups = new(StringComparer.Ordinal);
            if (!groups.Add(groupName)) return;
            if (!connectionsInGroup.TryGetValue(groupName, out var members)) connectionsInGroup[groupName] = members = new(StringComparer.Ordinal);
            members.Add(connectionId);
        }
    }

    public override async Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        await base.RemoveFromGroupAsync(connectionId, groupName, cancellationToken);
        lock (gate)
        {
            if (groupsByConnection.TryGetValue(connectionId, out var groups) && groups.Remove(groupName)) Leave(groupName, connectionId);
        }
    }

    public async Task RemoveFromAllGroupsAsync(string connectionId, CancellationToken cancellation)
    {
        string[] groups;
        lock (gate) groups = groupsByConnection.TryGetValue(connectionId, out var found) ? [.. found] : [];
        foreach (var group in groups) await RemoveFromGroupAsync(connectionId, group, cancellation);
    }

    public async Task AddUserAsync(string userId, string group, TimeSpan? lifetime, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        string[] connected;
        lock (gate)
        {
            if (!groupsByUser.TryGetValue(userId, out var groups)) groupsByUser[userId] = groups = new(StringComparer.Ordinal);
            groups[group] = lifetime is { } limited ? now + limited : DateTimeOffset.MaxValue;
            connected = ConnectionsOf(userId);
        }

        foreach (var connection in connected) await AddToGroupAsync(connection, group, cancellation);
    }

    public async Task RemoveUserAsync(string userId, string group, CancellationToken cancellation)
    {
        string[] connected;
        lock (gate)
        {
            if (groupsByUser.TryGetValue(userId, out var groups) && groups.Remove(group) && groups.Count == 0) groupsByUser.Remove(userId);
            connected = ConnectionsOf(userId);
        }

        foreach (var connection in connected) await RemoveFromGroupAsync(connection, group, cancellation);
    }

    public async Task RemoveUserFromAllAsync(string userId, CancellationToken cancellation)
    {
        string[] connected;
        lock (gate)
        {
            groupsByUser.Remove(userId);
            connected = ConnectionsOf(userId);
        }

        foreach (var connection in connected) await RemoveFromAllGroupsAsync(connection, cancellation);
    }

    public bool IsUserInGroup(string userId, string group)
    {
        lock (gate) return Array.IndexOf(LiveGroupsOf(userId), group) >= 0;
    }

    private string[] ConnectionsOf(string userId) => connectionsByUser.TryGetValue(userId, out var found) ? [.. found] : [];

    private string[] LiveGroupsOf(string userId)
    {
        if (!groupsByUser.TryGetValue(userId, out var groups)) return [];
        var now = time.GetUtcNow();
        foreach (var (group, until) in groups)
            if (until <= now) groups.Remove(group);
        return [.. groups.Keys];
    }

    private void Leave(string group, string connectionId)
    {
        var members = connectionsInGroup[group];
        members.Remove(connectionId);
        if (members.Count == 0) connectionsInGroup.Remove(group);
    }
}
