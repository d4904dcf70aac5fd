using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

public class DefaultDurableTaskClientBuilder(string? name, IServiceCollection services) : IDurableTaskClientBuilder
{
    private Type? buildTarget;

    public string Name { get; } = name ?? Options.DefaultName;

    public IServiceCollection Services { get; } = services ?? throw new ArgumentNullException(nameof(services));

    public Type? BuildTarget
    {
        get => buildTarget;
        set
        {
            if (value is not null && (value.IsAbstract || !typeof(DurableTaskClient).IsAssignableFrom(value)))
                throw new ArgumentException($"{value} must be a concrete {nameof(DurableTaskClient)}.", nameof(value));
            buildTarget = value;
        }
    }

    public DurableTaskClient Build(IServiceProvider serviceProvider) => buildTarget is null
        ? throw new InvalidOperationException("The client has no build target: choose one with UseBuildTarget.")
        : (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, buildTarget, Name);
}
