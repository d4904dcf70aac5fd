using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>One hub, seen from a server that holds none of its connections.</summary>
public abstract class ServiceHubContext : IServiceHubContext, IDisposable
{
    public virtual IHubClients Clients => throw new NotSupportedException();

    public virtual GroupManager Groups => throw new NotSupportedException();

    public virtual UserGroupManager UserGroups => throw new NotSupportedException();

    public virtual ClientManager ClientManager => throw new NotSupportedException();

    IGroupManager IHubContext.Groups => Groups;

    IUserGroupManager IServiceHubContext.UserGroups => UserGroups;

    /// <summary>The address and the token with which a client connects.</summary>
    public virtual ValueTask<NegotiationResponse> NegotiateAsync(NegotiationOptions? negotiationOptions = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public virtual void Dispose() { }

    public virtual Task DisposeAsync() => Task.CompletedTask;
}
