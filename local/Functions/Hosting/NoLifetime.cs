using Microsoft.Extensions.Hosting;

namespace OmniFunctions.Local.Functions;

/// <summary>Leaves the signals of the process to the program the host is part of.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
