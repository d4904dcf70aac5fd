using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniFunctions.Local.DurableTask.Registration;

/// <summary>Builds each registered client once.</summary>
internal sealed class RegisteredClients(IServiceProvider services) : IDurableTaskClientProvider
{
    private readonly ConcurrentDictionary<string, DurableTaskClient> clients = new(StringComparer.Ordinal);

    public DurableTaskClient GetClient(string? name = null) => clients.GetOrAdd(name ?? Options.DefaultName, wanted =>
        services.GetService<Registered<IDurableTaskClientBuilder>>()?.Find(wanted) is { } builder
            ? builder.Build(services)
            : throw new ArgumentOutOfRangeException(nameof(name), wanted, "No client of this name is registered."));
}
