using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Platforms.Sip;

/// <summary>The guide's bridge, as a process beside the running system.</summary>
internal sealed class SipBridge : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private SipBridge(Process process, int port) => (this.process, Port) = (process, port);

    /// <summary>Where it takes calls.</summary>
    public int Port { get; }

    public static async Task<SipBridge> StartAsync(Uri door, string secret, int httpPort)
    {
        var port = ServerProcess.FreePort();
        var process = NodePackages.Start("node", Path.Combine(AppContext.BaseDirectory, "sdks"), new Dictionary<string, string>
        {
            ["DOOR"] = door.AbsoluteUri,
            ["SECRET"] = secret,
            ["SIP_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["HTTP_PORT"] = httpPort.ToString(CultureInfo.InvariantCulture),
        }, "sip-bridge.mjs");
        var bridge = new SipBridge(process, port);

        // It says where it is when it is there.
        if (await process.StandardOutput.ReadLineAsync().WaitAsync(StartPatience) is not null) return bridge;
        throw new InvalidOperationException($"The bridge ended: {await process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
