using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace OmniFunctions.Local.SignalR;

/// <summary>Each message is made once for all who get it, and handed to each client's own line: sending waits for nobody.</summary>
internal sealed partial class HubMembers
{
    private static readonly IReadOnlyList<string> Nobody = [];

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) => Send(methodName, args, lines.Values);

    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        Send(methodName, args, lines.Values, excludedConnectionIds);

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(methodName, args, Lines([connectionId]));

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(methodName, args, Lines(connectionIds));

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(methodName, args, Lines(MembersOf([groupName])));

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(methodName, args, Lines(MembersOf(groupNames)));

    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        Send(methodName, args, Lines(MembersOf([groupName])), excludedConnectionIds);

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(methodName, args, Lines(ConnectionsOfUsers([userId])));

    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(methodName, args, Lines(ConnectionsOfUsers(userIds)));

    private static Task Send(string methodName, object?[] args, IEnumerable<ClientLine> to, IReadOnlyList<string>? except = null)
    {
        SerializedHubMessage? message = null;
        foreach (var line in to)
        {
            if ((except ?? Nobody).Contains(line.Connection.ConnectionId)) continue;
            line.Send(message ??= new SerializedHubMessage(new InvocationMessage(methodName, args)));
        }

        return Task.CompletedTask;
    }

    private IEnumerable<ClientLine> Lines(IEnumerable<string> connectionIds)
    {
        foreach (var id in connectionIds)
            if (lines.TryGetValue(id, out var line)) yield return line;
    }

    /// <summary>Who is in several groups gets it once for each, as from the service.</summary>
    private string[] MembersOf(IReadOnlyList<string> groups)
    {
        lock (gate) return [.. groups.SelectMany(group => connectionsInGroup.TryGetValue(group, out var members) ? members : [])];
    }

    private string[] ConnectionsOfUsers(IReadOnlyList<string> users)
    {
        lock (gate) return [.. users.SelectMany(ConnectionsOf)];
    }
}
