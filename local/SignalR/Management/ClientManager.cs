namespace Microsoft.Azure.SignalR.Management;

/// <summary>Asks about and closes the connections of one hub.</summary>
public abstract class ClientManager
{
    /// <summary>Ends a connection. An unknown one is no error. The reason is shown to the client as the error of its close message.</summary>
    public abstract Task CloseConnectionAsync(string connectionId, string? reason = null, CancellationToken cancellationToken = default);

    public abstract Task<bool> ConnectionExistsAsync(string connectionId, CancellationToken cancellationToken = default);

    /// <summary>True while the user has at least one connection.</summary>
    public abstract Task<bool> UserExistsAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>True while the group has at least one connection.</summary>
    public abstract Task<bool> GroupExistsAsync(string groupName, CancellationToken cancellationToken = default);
}
