using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Registration;

/// <summary>
/// Workers and clients over the <see cref="EmbeddedStore"/> that is registered as a service, for programs that are no Functions app. They
/// stand where the official packages have <c>UseGrpc</c> or <c>UseDurableTaskScheduler</c>.
/// </summary>
public static class EmbeddedDurableTask
{
    public static IDurableTaskWorkerBuilder UseEmbeddedStore(this IDurableTaskWorkerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions();
        builder.Services.TryAddSingleton<EmbeddedHubs>();
        return builder.UseBuildTarget<EmbeddedWorker>();
    }

    public static IDurableTaskClientBuilder UseEmbeddedStore(this IDurableTaskClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions();
        builder.Services.TryAddSingleton<EmbeddedHubs>();
        return builder.UseBuildTarget<EmbeddedClient>();
    }
}
