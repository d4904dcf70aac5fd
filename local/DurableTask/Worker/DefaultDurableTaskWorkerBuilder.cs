using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OmniFunctions.Local.DurableTask;

namespace Microsoft.DurableTask.Worker;

public class DefaultDurableTaskWorkerBuilder(string? name, IServiceCollection services) : IDurableTaskWorkerBuilder
{
    private Type? buildTarget;

    public string Name { get; } = name ?? Options.DefaultName;

    public IServiceCollection Services { get; } = services ?? throw new ArgumentNullException(nameof(services));

    public Type? BuildTarget
    {
        get => buildTarget;
        set
        {
            if (value is not null && (value.IsAbstract || !typeof(DurableTaskWorker).IsAssignableFrom(value)))
                throw new ArgumentException($"{value} must be a concrete {nameof(DurableTaskWorker)}.", nameof(value));
            buildTarget = value;
        }
    }

    public IHostedService Build(IServiceProvider serviceProvider)
    {
        if (buildTarget is null) throw new InvalidOperationException("The worker has no build target: choose one with UseBuildTarget.");
        var registry = serviceProvider.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(Name);
        return (IHostedService)ActivatorUtilities.CreateInstance(serviceProvider, buildTarget, Name, new RegistryFactory(registry));
    }
}
