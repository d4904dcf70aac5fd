using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OmniFunctions.Local.DurableTask.Registration;

namespace Microsoft.DurableTask.Client;

public static class ServiceCollectionExtensions
{
    /// <summary>Registers a client. Called again with the same name it goes on configuring the same one.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IDurableTaskClientProvider, RegisteredClients>();
        return Registered<IDurableTaskClientBuilder>.Get(services, name ?? Options.DefaultName, wanted => new DefaultDurableTaskClientBuilder(wanted, services));
    }

    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Options.DefaultName, configure);

    /// <summary>The client of the default name is registered as a service, too.</summary>
    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddDurableTaskClient(name);
        configure(builder);
        if (builder.Name == Options.DefaultName) services.TryAddSingleton(provider => provider.GetRequiredService<IDurableTaskClientProvider>().GetClient());
        return services;
    }
}
