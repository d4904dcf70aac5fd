using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// An app that runs inside another program, such as a test: on an address, data folder, settings and clock of the caller's choice.
/// </summary>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly Uri AnyFreePort = new("http://127.0.0.1:0");
    private static readonly TimeSpan ProgramStartLimit = TimeSpan.FromSeconds(60);
    private readonly FunctionsHost host;
    private readonly Task? program;

    private LocalHost(FunctionsHost host, Task? program = null)
    {
        this.host = host;
        this.program = program;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => host.Address!;

    public IServiceProvider Services => host.Services;

    /// <summary>False from the moment the host begins to stop.</summary>
    public bool IsReady => host.IsReady;

    /// <summary>Starts an app that the caller puts together as its Program.cs would.</summary>
    /// <exception cref="StartupRefusedException">The app cannot start; all reasons are in the message.</exception>
    public static async Task<LocalHost> StartAsync(Action<FunctionsApplicationBuilder> configure, LocalHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(options);
        var builder = new FunctionsApplicationBuilder([], Embedded(options));
        configure(builder);
        var host = (FunctionsHost)builder.Build();
        try
        {
            await host.StartAsync();
            return new LocalHost(host);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the Main of an app's own assembly, unchanged, and comes back once it serves.</summary>
    /// <exception cref="StartupRefusedException">The app cannot start; all reasons are in the message.</exception>
    public static async Task<LocalHost> StartProgramAsync(Assembly app, LocalHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(options);
        var built = new TaskCompletionSource<FunctionsHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var assemblies = options.Assemblies.Count > 0 ? options.Assemblies : [app];
        var embedded = Embedded(options) with { Assemblies = assemblies, Built = host => built.TrySetResult(host) };
        var program = Task.Run(() => embedded.Use(() => RunMain(app)));
        await Task.WhenAny(program, built.Task).WaitAsync(ProgramStartLimit);
        if (!built.Task.IsCompleted)
        {
            await program;
            throw new InvalidOperationException($"The program of {app.GetName().Name} ended without building a host.");
        }

        var host = await built.Task;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Started += () => started.TrySetResult();
        if (host.IsReady) started.TrySetResult();
        await Task.WhenAny(program, started.Task).WaitAsync(ProgramStartLimit);
        if (!started.Task.IsCompleted) await program;
        return new LocalHost(host, program);
    }

    /// <summary>Stops as on SIGTERM, and waits until the store is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (program is not null)
        {
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await program;
        }

        await host.DisposeAsync();
    }

    private static LocalHostOptions Embedded(LocalHostOptions options) =>
        options with { Embedded = true, Url = options.Url ?? AnyFreePort };

    private static void RunMain(Assembly app)
    {
        var main = app.EntryPoint ?? throw new InvalidOperationException($"{app.GetName().Name} is no program.");
        try
        {
            var result = main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
            (result as Task)?.GetAwaiter().GetResult();
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }
}
