using System.Net;
using System.Net.Sockets;
using Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OmniFunctions.Local.SignalR;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>The running app: web server, listeners and store, started and stopped in the order that loses nothing.</summary>
internal sealed partial class FunctionsHost : IHost, IAsyncDisposable
{
    /// <summary>How the tables of this platform say that a row lies in a damaged part of the store.</summary>
    private const string DamagedRow = "DataDamaged";

    private static readonly Version OldestSoundRuntime = new(10, 0, 13);
    private readonly WebApplication web;
    private readonly EmbeddedStore store;
    private readonly SignalRService? signalR;
    private readonly IReadOnlyList<IListener> listeners;
    private readonly CancellationTokenSource abort;
    private readonly Uri url;
    private readonly ILogger logger;
    private volatile bool hasStarted;
    private bool webStarted;
    private int stopped;
    private int disposed;

    /// <param name="abort">Tells running functions that the time to stop has run out.</param>
    public FunctionsHost(WebApplication web, EmbeddedStore store, SignalRService? signalR, IReadOnlyList<IListener> listeners, CancellationTokenSource abort)
    {
        this.web = web;
        this.store = store;
        this.signalR = signalR;
        this.listeners = listeners;
        this.abort = abort;
        url = new Uri(web.Configuration[WebHostDefaults.ServerUrlsKey]!);
        logger = web.Services.GetRequiredService<ILogger<FunctionsHost>>();
    }

    public IServiceProvider Services => web.Services;

    /// <summary>Where the server listens; null before the start.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Not while it starts or stops, and not once the disk has failed: then only a restart helps.</summary>
    public bool IsReady => hasStarted && store.IsWritable;

    /// <summary>Rung once, when the host has become ready.</summary>
    public event Action? Started;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await ListenAsync(cancellationToken);
            signalR?.ListenAt(Address!);
            foreach (var listener in listeners) await listener.StartAsync(cancellationToken);
        }
        catch (StoreException e)
        {
            // Some parts take up what they had stored only when they are first asked.
            throw new StartupRefusedException(e.Message, e);
        }
        catch (RequestFailedException e) when (e.ErrorCode == DamagedRow)
        {
            // The app itself cannot do without what it wanted to read.
            throw new StartupRefusedException(e.Message.Split('\n')[0], e);
        }

        hasStarted = true;
        Started?.Invoke();
        LogStarted(Address!, store.Options.Folder);
        WarnOfOldRuntime();
        if (EmbeddedStore.EngineHasLogRace) LogEngineOfLogRace(EmbeddedStore.EngineVersion);
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref stopped, 1) != 0) return;

        // Whoever balances load sees this first; then nothing new is taken while what was taken is finished, requests last.
        hasStarted = false;
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        await using (limit.Token.Register(abort.Cancel))
        {
            limit.CancelAfter(web.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
            await Task.WhenAll(listeners.Select(listener => listener.StopAsync(limit.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Services that did not all come into being cannot be stopped, only disposed of.
        if (webStarted) await web.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await StopAsync();
        foreach (var listener in listeners) listener.Dispose();
        await web.DisposeAsync();
        signalR?.Dispose();
        store.Dispose();
        abort.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task ListenAsync(CancellationToken cancellation)
    {
        // The server binds last of all. Looking first spares the app's own services a start that is bound to fail.
        if (PortProbe.IsTaken(url)) throw AddressTaken(null);
        try
        {
            await web.StartAsync(cancellation);
            webStarted = true;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException)
        {
            throw AddressTaken(e);
        }

        var addresses = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = new UriBuilder(addresses.First());
        if (address.Host is "0.0.0.0" or "[::]" or "::" or "+" or "*") address.Host = IPAddress.Loopback.ToString();
        Address = address.Uri;
    }

    private StartupRefusedException AddressTaken(Exception? cause) =>
        new($"The address {url} is taken by another process. Stop that one, or name another address with OMNI_URL.", cause);

    /// <summary>Earlier servicing releases have known faults in the server this process faces the network with.</summary>
    private void WarnOfOldRuntime()
    {
        var version = Environment.Version;
        if (version.Major == OldestSoundRuntime.Major && version < OldestSoundRuntime) LogOldRuntime(version, OldestSoundRuntime);
    }

    /// <summary>Says what does not keep the app from starting and yet is hardly meant.</summary>
    public void Remark(IEnumerable<string> remarks)
    {
        foreach (var remark in remarks) LogRemark(remark);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Remark}")]
    private partial void LogRemark(string remark);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening at {Address}, data in {Folder}.")]
    private partial void LogStarted(Uri address, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "SQLite {Version} can damage its log when two connections write. Here only one does. 3.51.3, 3.50.7 and 3.44.6 have it mended.")]
    private partial void LogEngineOfLogRace(string version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This is .NET {Version}. Releases before {Sound} lack security fixes; update the runtime.")]
    private partial void LogOldRuntime(Version version, Version sound);
}
