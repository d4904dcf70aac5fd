using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.SignalR;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>Builds the way to a SignalR service out of its connection string.</summary>
public class ServiceManagerBuilder
{
    private const string DefaultConnectionStringKey = "Azure:SignalR:ConnectionString";
    private readonly ServiceManagerOptions options = new();

    public ServiceManagerBuilder WithOptions(Action<ServiceManagerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(options);
        return this;
    }

    /// <summary>Takes the connection string from <c>Azure:SignalR:ConnectionString</c>.</summary>
    public ServiceManagerBuilder WithConfiguration(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[DefaultConnectionStringKey] is { Length: > 0 } connection) options.ConnectionString = connection;
        return this;
    }

    /// <summary>The running service logs through the host's own loggers, so a second factory changes nothing.</summary>
    public ServiceManagerBuilder WithLoggerFactory(ILoggerFactory loggerFactory) => this;

    /// <exception cref="FormatException">The connection string lacks a part, or has one that does not parse.</exception>
    public ServiceManager BuildServiceManager() =>
        new LocalServiceManager(ServiceConnection.Parse(options.ConnectionString ?? ""), service: null);

    internal ServiceManager BuildServiceManager(ServiceConnection connection, SignalRService service) =>
        new LocalServiceManager(options.ConnectionString is { } named ? ServiceConnection.Parse(named) : connection, service);
}
