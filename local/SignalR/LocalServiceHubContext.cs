using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.SignalR.Management;

namespace OmniFunctions.Local.SignalR;

internal sealed class LocalServiceHubContext(HubAccess access) : ServiceHubContext
{
    public override IHubClients Clients => access.Hub.Clients;

    public override GroupManager Groups => access.Groups;

    public override UserGroupManager UserGroups => access.UserGroups;

    public override ClientManager ClientManager => access.ClientManager;

    public override ValueTask<NegotiationResponse> NegotiateAsync(NegotiationOptions? negotiationOptions = null, CancellationToken cancellationToken = default) =>
        new(access.Negotiate(negotiationOptions));
}

internal sealed class LocalServiceHubContext<T>(HubAccess access) : ServiceHubContext<T> where T : class
{
    public override IHubClients<T> Clients { get; } = access.Hub.ClientsAs<T>();

    public override GroupManager Groups => access.Groups;

    public override UserGroupManager UserGroups => access.UserGroups;

    public override ClientManager ClientManager => access.ClientManager;

    public override ValueTask<NegotiationResponse> NegotiateAsync(NegotiationOptions? negotiationOptions = null, CancellationToken cancellationToken = default) =>
        new(access.Negotiate(negotiationOptions));

    public override void Dispose() { }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
