using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Azure.SignalR.Management;

namespace OmniFunctions.Local.SignalR;

internal sealed class LocalGroupManager(HubMembers members) : GroupManager
{
    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        members.AddToGroupAsync(connectionId, groupName, cancellationToken);

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        members.RemoveFromGroupAsync(connectionId, groupName, cancellationToken);

    public override Task RemoveFromAllGroupsAsync(string connectionId, CancellationToken cancellationToken = default) =>
        members.RemoveFromAllGroupsAsync(connectionId, cancellationToken);
}

internal sealed class LocalUserGroupManager(HubMembers members) : UserGroupManager
{
    public override Task AddToGroupAsync(string userId, string groupName, CancellationToken cancellationToken = default) =>
        members.AddUserAsync(userId, groupName, lifetime: null, cancellationToken);

    public override Task AddToGroupAsync(string userId, string groupName, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        members.AddUserAsync(userId, groupName, ttl, cancellationToken);

    public override Task RemoveFromGroupAsync(string userId, string groupName, CancellationToken cancellationToken = default) =>
        members.RemoveUserAsync(userId, groupName, cancellationToken);

    public override Task RemoveFromAllGroupsAsync(string userId, CancellationToken cancellationToken = default) =>
        members.RemoveUserFromAllAsync(userId, cancellationToken);

    public override Task<bool> IsUserInGroup(string userId, string groupName, CancellationToken cancellationToken = default) =>
        Task.FromResult(members.IsUserInGroup(userId, groupName));
}

internal sealed class LocalClientManager(HubMembers members) : ClientManager
{
    public override async Task CloseConnectionAsync(string connectionId, string? reason = null, CancellationToken cancellationToken = default)
    {
        if (members.Find(connectionId) is not { } connection) return;
        await connection.WriteAsync(new CloseMessage(reason), cancellationToken);
        connection.Abort();
    }

    public override Task<bool> ConnectionExistsAsync(string connectionId, CancellationToken cancellationToken = default) =>
        Task.FromResult(members.Find(connectionId) is not null);

    public override Task<bool> UserExistsAsync(string userId, CancellationToken cancellationToken = default) =>
        Task.FromResult(members.HasUser(userId));

    public override Task<bool> GroupExistsAsync(string groupName, CancellationToken cancellationToken = default) =>
        Task.FromResult(members.HasGroup(groupName));
}
