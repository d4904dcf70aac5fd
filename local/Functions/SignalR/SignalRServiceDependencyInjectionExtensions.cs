using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Azure.SignalR.Management;
using OmniFunctions.Local.Functions;

namespace Microsoft.Extensions.DependencyInjection;

public static class SignalRServiceDependencyInjectionExtensions
{
    /// <summary>Registers the hub of a class of functions.</summary>
    public static IServiceCollection AddServerlessHub<THub>(this IServiceCollection services) where THub : ServerlessHub =>
        services.AddServerlessHub(typeof(THub));

    public static IServiceCollection AddServerlessHub<THub>(this IServiceCollection services, Action<ServiceManagerBuilder> configure)
        where THub : ServerlessHub => services.AddServerlessHub(typeof(THub), configure);

    public static IServiceCollection AddServerlessHub(this IServiceCollection services, Type hubType) =>
        services.AddServerlessHub(hubType, static _ => { });

    /// <exception cref="ArgumentException">The type is no serverless hub.</exception>
    public static IServiceCollection AddServerlessHub(this IServiceCollection services, Type hubType, Action<ServiceManagerBuilder> configure)
    {
        if (!hubType.IsSubclassOf(typeof(ServerlessHub))) throw new ArgumentException($"{hubType} does not derive from ServerlessHub.", nameof(hubType));
        return services.AddSingleton(new ServerlessHubRegistration(hubType, configure));
    }
}
