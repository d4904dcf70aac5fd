using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker.Hosting;

/// <summary>The base of a hosted worker.</summary>
public abstract class DurableTaskWorker(string? name, IDurableTaskFactory factory) : BackgroundService
{
    protected virtual string Name { get; } = name ?? Extensions.Options.Options.DefaultName;

    protected virtual IDurableTaskFactory Factory { get; } = factory ?? throw new ArgumentNullException(nameof(factory));
}
