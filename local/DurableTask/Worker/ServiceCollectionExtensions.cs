using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OmniFunctions.Local.DurableTask.Registration;

namespace Microsoft.DurableTask.Worker;

public static class ServiceCollectionExtensions
{
    /// <summary>Registers a worker, which runs as a hosted service. Called again with the same name it goes on configuring the same one.</summary>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Registered<IDurableTaskWorkerBuilder>.Get(services, name ?? Options.DefaultName, wanted =>
        {
            var builder = new DefaultDurableTaskWorkerBuilder(wanted, services);
            services.AddSingleton(builder.Build);
            return builder;
        });
    }

    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(Options.DefaultName, configure);

    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskWorker(name));
        return services;
    }
}
