using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// What the machine gives to the least server that keeps the promise, under the same load: the measure of all others, and the proof that the generator is
/// not what limits them.
/// </summary>
internal static class FloorScenario
{
    private const int Senders = 1000;

    /// <summary>Until the code that a message runs through has mostly been compiled for good.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    private static readonly int[] ClientCounts = [1, 64];

    public static Task RunAsync(BenchOptions options, Report report) =>
        MeasureAsync(options, report, options.Clients is { } clients ? [clients] : ClientCounts);

    /// <returns>Requests a second, by the number of clients.</returns>
    public static async Task<IReadOnlyDictionary<int, double>> MeasureAsync(BenchOptions options, Report report, IReadOnlyList<int> clientCounts)
    {
        using var folder = new TemporaryFolder();
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}");
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. SelfArguments(), "floor-server", address.ToString(), folder.Path]))!;
        try
        {
            await WaitAsync(address);
            var rates = new Dictionary<int, double>();
            foreach (var clients in clientCounts)
            {
                var salt = clients * 1_000_000_000L;
                await HttpLoad.RunAsync(address, clients, WarmUp, (n, buffer) => Write(address, salt - n, buffer));
                var before = await Usage.ReadAsync(address, ProcessorTime());
                var result = (await HttpLoad.RunAsync(address, clients, TimeSpan.FromSeconds(options.Seconds), (n, buffer) => Write(address, salt + n, buffer))).AllTaken();
                var after = await Usage.ReadAsync(address, ProcessorTime());
                rates[clients] = result.Rate;
                report.Add(Measurement.Of("floor", "HMAC, JSON, one row") with
                {
                    Clients = clients,
                    Rate = result.Rate,
                    P50Ms = result.Accepted.Percentile(0.5),
                    P99Ms = result.Accepted.Percentile(0.99),
                    CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / result.Taken,
                    FlushesPerOp = (double)(after.Commits - before.Commits) / result.Taken,
                    RssMiB = server.WorkingSet64 / 1048576.0,
                });
            }

            return rates;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        TimeSpan ProcessorTime()
        {
            server.Refresh();
            return server.TotalProcessorTime;
        }
    }

    private static int Write(Uri server, long id, Span<byte> buffer)
    {
        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{id}},"sender":"s{{id % Senders}}","text":"where is my order? 我的订单到哪里了"}"""));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(FloorServer.Key, body));
        var head = string.Create(CultureInfo.InvariantCulture, $"POST /message HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nX-Signature: {signature}\r\nContent-Length: {body.Length}\r\n\r\n");
        var length = Encoding.ASCII.GetBytes(head, buffer);
        body.CopyTo(buffer[length..]);
        return length + body.Length;
    }

    /// <summary>How this program is started again: by its own executable, or by dotnet with its assembly.</summary>
    private static string[] SelfArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    private static async Task WaitAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (tries < 500)
            {
                await Task.Delay(20);
            }
        }
    }
}
