using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.SignalR;

/// <summary>One hub of the local service: ASP.NET Core SignalR under a name that is only known at run time.</summary>
internal sealed class LocalHub : IDisposable
{
    /// <summary>
    /// The framework's own pings, for clients without a WebSocket: as often as the cloud's. On a WebSocket they come from <see cref="SignsOfLife"/> each second, so that a client
    /// that hears nothing for longer knows within two seconds that the line is dead, and need not ask.
    /// </summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly ServiceProvider services;
    private readonly HubConnectionHandler<ServiceHub> handler;
    private readonly SignsOfLife signs;

    public LocalHub(string name, IUpstream? upstream, TimeProvider time, ILoggerFactory loggers)
    {
        Name = name;
        signs = new SignsOfLife(time);

        // ASP.NET Core keeps one set of connections per hub class. A container per hub name gives one per name.
        var collection = new ServiceCollection();
        collection.AddSingleton(loggers);
        collection.AddLogging();
        collection.AddSignalR(options => options.KeepAliveInterval = KeepAlive);
        collection.AddSingleton(new HubName(name));
        if (upstream is not null)
        {
            // The last protocol of a name is the one that is spoken.
            collection.AddSingleton(upstream);
            collection.AddSingleton<IHubProtocol>(provider => new ServerlessProtocol(ActivatorUtilities.CreateInstance<JsonHubProtocol>(provider), name, upstream));
        }

        collection.AddSingleton(time);
        collection.AddSingleton<IUserIdProvider, UserIdFromToken>();
        collection.AddSingleton<HubMembers>();
        collection.AddSingleton(typeof(HubLifetimeManager<>), typeof(MembersOf<>));
        collection.AddSingleton<HubLifetimeManager<ServiceHub>>(provider => provider.GetRequiredService<HubMembers>());
        services = collection.BuildServiceProvider();
        Members = services.GetRequiredService<HubMembers>();
        Clients = services.GetRequiredService<IHubContext<ServiceHub>>().Clients;
        handler = services.GetRequiredService<HubConnectionHandler<ServiceHub>>();
    }

    public string Name { get; }

    public HubMembers Members { get; }

    public IHubClients Clients { get; }

    public IHubClients<T> ClientsAs<T>() where T : class => services.GetRequiredService<IHubContext<TypedHub<T>, T>>().Clients;

    public async Task RunConnectionAsync(ConnectionContext connection)
    {
        var held = new HeldAnswer(connection.Transport);
        connection.Features.Set(new LineOfLife(signs, () => connection.GetHttpContext()?.Features.Get<FramedLine>()));
        connection.Transport = held;
        connection.Features.Set(held);
        try
        {
            await handler.OnConnectedAsync(connection);
        }
        finally
        {
            // A client whose handshake was refused was never counted in, and still is told why.
            connection.Features.Get<LineOfLife>()?.Dispose();
            held.Release();
            await held.Output.FlushAsync(CancellationToken.None);
        }
    }

    public void Dispose()
    {
        signs.Dispose();
        services.Dispose();
    }
}
