using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>One hub whose client methods are the methods of <typeparamref name="T"/>.</summary>
public abstract class ServiceHubContext<T> : IDisposable, IAsyncDisposable where T : class
{
    public abstract IHubClients<T> Clients { get; }

    public abstract GroupManager Groups { get; }

    public abstract UserGroupManager UserGroups { get; }

    public abstract ClientManager ClientManager { get; }

    /// <summary>The address and the token with which a client connects.</summary>
    public abstract ValueTask<NegotiationResponse> NegotiateAsync(NegotiationOptions? negotiationOptions = null, CancellationToken cancellationToken = default);

    public abstract void Dispose();

    public abstract ValueTask DisposeAsync();
}
