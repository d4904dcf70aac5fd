using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.SignalR;

/// <summary>The SignalR service of the local platform: hubs by name, behind the tokens of one connection string.</summary>
public sealed class SignalRService : IDisposable
{
    /// <summary>A hub costs a container; names come from code and configuration, never from a request.</summary>
    private const int MaxHubs = 64;

    private static readonly ConcurrentDictionary<string, SignalRService> Running = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<LocalHub>> hubs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentBag<string> names = [];
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly AccessTokens tokens;
    private readonly Func<HttpContext?> currentRequest;

    /// <param name="currentRequest">The request being answered, where there is one.</param>
    public SignalRService(ServiceConnection connection, TimeProvider time, ILoggerFactory loggers, Func<HttpContext?> currentRequest)
    {
        this.currentRequest = currentRequest;
        Connection = connection;
        this.time = time;
        this.loggers = loggers;
        tokens = new AccessTokens(connection, time);
    }

    public ServiceConnection Connection { get; }

    /// <summary>Where clients connect unless the connection string or the request says otherwise. Known once the host listens.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Set before the first hub is opened, where functions answer to clients.</summary>
    internal IUpstream? Upstream { get; set; }

    internal HttpContext? CurrentRequest => currentRequest();

    /// <summary>Connections open now, over all hubs.</summary>
    public int ConnectionCount => hubs.Values.Where(hub => hub.IsValueCreated).Sum(hub => hub.Value.Members.Count);

    /// <summary>Lets connection strings in this process find the service: by its configured endpoint, and by where it really listens.</summary>
    public void ListenAt(Uri address)
    {
        Address = address;
        Announce(address);
        Announce(Connection.Endpoint);
    }

    internal static SignalRService At(ServiceConnection connection) =>
        Running.TryGetValue(connection.Endpoint.Authority, out var service)
            ? service
            : throw new InvalidOperationException($"No SignalR service listens at {connection.Endpoint} in this process. Start the host first, or name a running one in the connection string.");

    internal LocalHub Hub(string name)
    {
        if (!hubs.ContainsKey(name) && hubs.Count >= MaxHubs) throw new InvalidOperationException($"More than {MaxHubs} hubs are in use.");
        return hubs.GetOrAdd(name, key => new Lazy<LocalHub>(() => new LocalHub(key, Upstream, time, loggers))).Value;
    }

    /// <summary>The hub if a server has used it. A client that names another one must not create it.</summary>
    internal LocalHub? Known(string name) => hubs.TryGetValue(name, out var hub) ? hub.Value : null;

    internal string IssueToken(string hub, string? userId, IEnumerable<Claim>? claims, TimeSpan lifetime) => tokens.Issue(hub, userId, claims, lifetime);

    internal ClaimsPrincipal? Verify(string token, string hub) => tokens.Verify(token, hub);

    public void Dispose()
    {
        foreach (var name in names) Running.TryRemove(new(name, this));
        foreach (var hub in hubs.Values)
            if (hub.IsValueCreated) hub.Value.Dispose();
    }

    private void Announce(Uri address)
    {
        if (Running.TryAdd(address.Authority, this)) names.Add(address.Authority);
    }
}
