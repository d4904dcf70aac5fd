using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

public interface IDurableTaskClientBuilder
{
    string Name { get; }

    IServiceCollection Services { get; }

    /// <summary>The client to build, a <see cref="DurableTaskClient"/>.</summary>
    Type? BuildTarget { get; set; }

    DurableTaskClient Build(IServiceProvider serviceProvider);
}
