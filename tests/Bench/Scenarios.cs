using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Bench;

/// <summary>The named scenarios. Each starts a server of its own on an empty data folder.</summary>
internal static class Scenarios
{
    private const int Senders = 1000;
    /// <summary>Until the code that a message runs through has mostly been compiled for good.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly int[] ClientCounts = [1, 64];

    public static async Task<IReadOnlyDictionary<int, double>> FloorAsync(BenchOptions options, Report report)
    {
        using var folder = new TemporaryFolder();
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}");
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
            [.. SelfArguments(), "floor-server", address.ToString(), folder.Path]))!;
        try
        {
            await WaitAsync(address);
            var rates = new Dictionary<int, double>();
            foreach (var clients in ClientCounts)
            {
                var salt = clients * 1_000_000_000L;
                await HttpLoad.RunAsync(address, clients, WarmUp, n => FloorRequest(salt - n));
                rates[clients] = await MeasureAsync("floor", "HMAC, JSON, one row", clients, options, report, null, address,
                    () => { server.Refresh(); return (server.TotalProcessorTime, server.WorkingSet64 / 1048576.0); }, n => FloorRequest(salt + n));
            }

            return rates;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    public static async Task AcceptAsync(BenchOptions options, Report report)
    {
        var floor = await FloorAsync(options, report);
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path);
        var sender = DemoSettings.WeChat;
        foreach (var clients in ClientCounts)
        {
            var salt = clients * 1_000_000_000L;
            await HttpLoad.RunAsync(server.Address, clients, WarmUp, n => WeChatRequest(sender, salt - n));
            await MeasureAsync("accept", "wechat-oa text, plain mode", clients, options, report, floor[clients], server.Address,
                () => (server.ProcessorTime, server.ResidentMiB), n => WeChatRequest(sender, salt + n));
        }
    }

    /// <summary>From the first byte of a webhook to the frame at the agent's socket, one message at a time.</summary>
    public static async Task PushAsync(BenchOptions options, Report report)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path);
        using var desk = await DeskClient.SignInAsync(server.Address, "demo", "li.na", ServerProcess.DemoPassword);
        await desk.SetPresenceAsync("online");
        await using var live = await desk.ConnectLiveAsync();
        var sender = DemoSettings.WeChat;
        using var http = new HttpClient { BaseAddress = server.Address };

        await PostAsync(http, sender, 1);
        var offer = await live.WaitForAsync(message => Phase(message) == "offered");
        await desk.AcceptAsync(offer.Arguments[0].GetProperty("summary").GetProperty("id").GetString()!);
        await live.WaitForAsync(message => Phase(message) == "serving");

        var latencies = new Latencies();
        var pauses = new Random(1);
        var number = 2L;
        var warmingUp = Stopwatch.StartNew();
        while (warmingUp.Elapsed < WarmUp) await RoundAsync();
        latencies = new Latencies();
        var before = await Usage.ReadAsync(server.Address, server.ProcessorTime);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < options.Seconds) await RoundAsync();
        var after = await Usage.ReadAsync(server.Address, server.ProcessorTime);
        report.Add(new Measurement("push", "webhook to agent's frame", 1, latencies.Count / clock.Elapsed.TotalSeconds,
            latencies.Percentile(0.5), latencies.Percentile(0.99), (after.Processor - before.Processor).TotalMilliseconds / latencies.Count, null,
            server.ResidentMiB, Environment.ProcessorCount, Report.Commit, (double)(after.Commits - before.Commits) / latencies.Count));

        async Task RoundAsync()
        {
            var text = Text(number);
            var sent = Stopwatch.GetTimestamp();
            var posted = PostAsync(http, sender, number++);
            var frame = await live.WaitForAsync(message => Carries(message, text));
            latencies.Add(sent, frame.Arrived);
            await posted;

            // Unloaded: let the work behind the message come to rest, at no fixed beat.
            await Task.Delay(pauses.Next(5, 15));
        }
    }

    private static string? Phase(LiveMessage message) =>
        message.Target == "conversation" ? message.Arguments[0].GetProperty("summary").GetProperty("phase").GetString() : null;

    private static bool Carries(LiveMessage message, string text) =>
        message.Target == "conversation" && message.Arguments[0].GetProperty("entries").EnumerateArray()
            .Any(entry => entry.GetProperty("type").GetString() == "customerMessage" && entry.GetProperty("item").GetProperty("text").GetString() == text);

    private static string Text(long number) => string.Create(CultureInfo.InvariantCulture, $"push {number}");

    private static async Task PostAsync(HttpClient http, WeChatSender sender, long number)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        using var content = new StringContent(WeChatSender.TextXml("push-customer", number, Text(number), now), Encoding.UTF8, "text/xml");
        using var answer = await http.PostAsync(new Uri($"/webhooks/demo/wechat-oa/service?{sender.PlainQuery(now, "bench")}", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<double> MeasureAsync(
        string scenario, string variant, int clients, BenchOptions options, Report report, double? floorRate, Uri address,
        Func<(TimeSpan Processor, double ResidentMiB)> process, Func<long, (string, string, string)> request)
    {
        var before = await Usage.ReadAsync(address, process().Processor);
        var (latencies, rate) = await HttpLoad.RunAsync(address, clients, TimeSpan.FromSeconds(options.Seconds), request);
        var (processor, resident) = process();
        var after = await Usage.ReadAsync(address, processor);
        report.Add(new Measurement(scenario, variant, clients, rate, latencies.Percentile(0.5), latencies.Percentile(0.99),
            (after.Processor - before.Processor).TotalMilliseconds / latencies.Count, floorRate is null ? null : rate / floorRate,
            resident, Environment.ProcessorCount, Report.Commit, (double)(after.Commits - before.Commits) / latencies.Count));
        return rate;
    }

    private static (string, string, string) FloorRequest(long id)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{id}},"sender":"s{{id % Senders}}","text":"where is my order? 我的订单到哪里了"}""");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(FloorServer.Key, Encoding.UTF8.GetBytes(body)));
        return ("/message", $"Content-Type: application/json\r\nX-Signature: {signature}\r\n", body);
    }

    private static (string, string, string) WeChatRequest(WeChatSender sender, long id)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var body = WeChatSender.TextXml(string.Create(CultureInfo.InvariantCulture, $"bench-{id % Senders}"), id, "where is my order? 我的订单到哪里了", now);
        return ($"/webhooks/demo/wechat-oa/service?{sender.PlainQuery(now, "bench")}", "Content-Type: text/xml\r\n", body);
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
