namespace Microsoft.Azure.SignalR.Management;

/// <summary>The way to the hubs of one SignalR service.</summary>
public abstract class ServiceManager : IDisposable
{
    public abstract Task<ServiceHubContext> CreateHubContextAsync(string hubName, CancellationToken cancellationToken);

    public virtual Task<ServiceHubContext<T>> CreateHubContextAsync<T>(string hubName, CancellationToken cancellationToken) where T : class =>
        throw new NotSupportedException();

    public abstract Task<bool> IsServiceHealthy(CancellationToken cancellationToken);

    public abstract void Dispose();
}
