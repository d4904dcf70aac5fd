using Microsoft.AspNetCore.SignalR;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>Puts single connections into groups. A membership ends with its connection.</summary>
public abstract class GroupManager : IGroupManager
{
    public abstract Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);

    public abstract Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default);

    public abstract Task RemoveFromAllGroupsAsync(string connectionId, CancellationToken cancellationToken = default);
}
