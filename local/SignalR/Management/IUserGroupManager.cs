namespace Microsoft.Azure.SignalR.Management;

/// <summary>Puts users into groups: every connection of the user, those of today and those to come.</summary>
public interface IUserGroupManager
{
    Task AddToGroupAsync(string userId, string groupName, CancellationToken cancellationToken = default);

    /// <param name="ttl">How long connections to come still join the group.</param>
    Task AddToGroupAsync(string userId, string groupName, TimeSpan ttl, CancellationToken cancellationToken = default);

    Task RemoveFromGroupAsync(string userId, string groupName, CancellationToken cancellationToken = default);

    Task RemoveFromAllGroupsAsync(string userId, CancellationToken cancellationToken = default);

    Task<bool> IsUserInGroup(string userId, string groupName, CancellationToken cancellationToken = default);
}
