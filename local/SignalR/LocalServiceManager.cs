using Microsoft.Azure.SignalR.Management;

namespace OmniFunctions.Local.SignalR;

/// <summary>Hands out the hubs of a service in this process, found when first asked, so that a client may be built before the host runs.</summary>
internal sealed class LocalServiceManager(ServiceConnection connection, SignalRService? service) : ServiceManager
{
    private SignalRService Service => service ?? SignalRService.At(connection);

    public override Task<ServiceHubContext> CreateHubContextAsync(string hubName, CancellationToken cancellationToken) =>
        Task.FromResult<ServiceHubContext>(new LocalServiceHubContext(new HubAccess(Service, Service.Hub(hubName))));

    public override Task<ServiceHubContext<T>> CreateHubContextAsync<T>(string hubName, CancellationToken cancellationToken) =>
        Task.FromResult<ServiceHubContext<T>>(new LocalServiceHubContext<T>(new HubAccess(Service, Service.Hub(hubName))));

    public override Task<bool> IsServiceHealthy(CancellationToken cancellationToken) => Task.FromResult(Service.Address is not null);

    public override void Dispose() { }
}
