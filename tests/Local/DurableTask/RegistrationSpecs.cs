using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Local.DurableTask.Registration;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

/// <summary>A worker and a client as services of a host that is no Functions app.</summary>
[Follows("https://github.com/microsoft/durabletask-dotnet/blob/main/README.md")]
public sealed class RegistrationSpecs : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "omni-durable-" + Guid.NewGuid().ToString("N"));

    private ServiceCollection Services(string name)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_ => EmbeddedStore.Open(new StoreOptions(folder) { Name = Path.GetFileName(folder) }));
        services.AddDurableTaskWorker(name, builder => builder
            .AddTasks(registry => registry.AddOrchestratorFunc("Version", context => Task.FromResult(context.Version)))
            .UseEmbeddedStore());
        services.AddDurableTaskClient(name, builder => builder.UseDefaultVersion("2.5").UseEmbeddedStore());
        return services;
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders")]
    public async Task A_registered_worker_runs_what_its_client_schedules(string name)
    {
        await using var provider = Services(name).BuildServiceProvider();
        var client = name.Length == 0 ? provider.GetRequiredService<DurableTaskClient>() : provider.GetRequiredService<IDurableTaskClientProvider>().GetClient(name);
        var worker = Assert.Single(provider.GetServices<IHostedService>());
        await worker.StartAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Version", patience.Token);
        Assert.Equal("2.5", (await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token)).ReadOutputAs<string>());
        await worker.StopAsync(patience.Token);

        // What is scheduled now waits for the next start.
        var waiting = await client.ScheduleNewOrchestrationInstanceAsync("Version", patience.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await client.GetInstanceAsync(waiting, patience.Token))!.RuntimeStatus);
    }

    [Fact]
    public void One_name_is_one_worker_however_often_it_is_registered()
    {
        var services = Services("");
        services.AddDurableTaskWorker(builder => builder.AddTasks(registry => registry.AddOrchestratorFunc("More", _ => Task.FromResult(1))));
        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        Assert.Same(services.AddDurableTaskClient(), services.AddDurableTaskClient());
    }

    [Fact]
    public void A_worker_or_client_without_a_target_or_of_an_unknown_name_is_refused()
    {
        var services = new ServiceCollection();
        services.AddOptions();
        var worker = services.AddDurableTaskWorker();
        services.AddDurableTaskClient();
        Assert.Throws<ArgumentException>(() => worker.UseBuildTarget(typeof(string)));
        using var provider = services.BuildServiceProvider();
        Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToList());
        var clients = provider.GetRequiredService<IDurableTaskClientProvider>();
        Assert.Throws<InvalidOperationException>(() => clients.GetClient());
        Assert.Throws<ArgumentOutOfRangeException>(() => clients.GetClient("nobody"));
    }

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
