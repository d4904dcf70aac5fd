using System.Diagnostics;
using System.Globalization;
using System.Net;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F14: something else fills the disk the system works on, and later makes room again.</summary>
internal sealed class DiskFull : IFault
{
    private const int FullRounds = 200;
    private const int DiskMegabytes = 64;
    private const int Replies = 10;
    private const int Reads = 20;
    private const int MaxMessagesBeforeFull = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whatever met the end of the disk tries again after a second, and again after two.</summary>
    private static readonly TimeSpan TimeToSend = TimeSpan.FromSeconds(20);

    public string Id => "F14";

    public string Name => "The disk is full";

    public string? Missing => BindMount.Missing;

    public async Task<Proof> RunAsync(Budget budget)
    {
        using var folder = new TemporaryFolder();
        using var disk = BindMount.TryMemory(DiskMegabytes, Path.Combine(folder.Path, "disk")) ?? throw new InvalidOperationException(Missing);
        await using var platform = await FakePlatform.StartAsync();
        var data = Path.Combine(disk.Path, "data");
        var seen = new Seen();
        var ledger = new Ledger();
        await using (var server = await ServerProcess.StartAsync(data, platform.Settings))
        {
            using var agent = await OneConversation.BeginAsync(server.Address, 1, ledger);
            using var desk = await DeskClient.SignInAsync(server.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
            while (budget.AnotherRound(seen.Rounds, FullRounds))
            {
                seen.Rounds++;
                await FillAndEmptyAsync(server.Address, agent, desk, Path.Combine(disk.Path, "ballast"), platform, ledger, seen);
            }

            var verdict = await new Audit(ledger, platform.Received).RunAsync(server.Address, Patience);
            seen.Findings.AddRange(verdict.Findings);
            if (await server.StopAsync() is var code and not 0) seen.Find($"the server ended with {code}");
        }

        try
        {
            StoreCheck.Run(data);
        }
        catch (StoreException e)
        {
            seen.Find(e.Message);
        }

        return new Proof(seen.Rounds, string.Create(CultureInfo.InvariantCulture,
            $"corrupt {seen.Findings.Count}; {seen.Refused} messages refused with 503, {seen.Read} of {seen.Rounds * Reads} reads answered, {seen.Sent} of {seen.Rounds * Replies} stored replies sent meanwhile, the last after {seen.SlowestSending.TotalSeconds:0.0} s; resumed within {seen.SlowestResume.TotalSeconds:0.00} s"), seen.Findings);
    }

    private static async Task FillAndEmptyAsync(Uri server, OneConversation agent, DeskClient desk, string ballast, FakePlatform platform, Ledger ledger, Seen seen)
    {
        var sentBefore = platform.Received.Count;
        for (var reply = 1; reply <= Replies; reply++) await ReplyAsync(agent, $"stored-{seen.Rounds}-{reply}", ledger, seen, mayBeRefused: false);
        Fill(ballast);
        using var customer = new Customer(server, seen.Rounds + 1, ledger);
        var message = 1;
        while (message < MaxMessagesBeforeFull && await customer.TryPostAsync(message)) ledger.AcknowledgeMessage(customer.Sender, message++);
        if (message == MaxMessagesBeforeFull) seen.Find("the disk is full and messages are still taken");

        for (var read = 0; read < Reads; read++)
        {
            if ((await desk.EntriesAsync(agent.Id)).Count > 0) seen.Read++;
            await RefuseAsync(server, seen);
        }

        await ReplyAsync(agent, $"full-{seen.Rounds}", ledger, seen, mayBeRefused: true);
        var sending = Stopwatch.StartNew();
        if (!await Patiently.WaitAsync(() => Task.FromResult(platform.Received.Count >= sentBefore + Replies), TimeToSend))
            seen.Find($"{platform.Received.Count - sentBefore} of {Replies} stored replies left while the disk was full");
        seen.Sent += Math.Min(Replies, platform.Received.Count - sentBefore);
        if (sending.Elapsed > seen.SlowestSending) seen.SlowestSending = sending.Elapsed;

        File.Delete(ballast);
        var clock = Stopwatch.StartNew();
        if (await Patiently.WaitAsync(() => customer.TryPostAsync(message), Patience)) ledger.AcknowledgeMessage(customer.Sender, message);
        else seen.Find("there is room again and messages are still refused");
        if (clock.Elapsed > seen.SlowestResume) seen.SlowestResume = clock.Elapsed;
    }

    private static async Task ReplyAsync(OneConversation agent, string messageId, Ledger ledger, Seen seen, bool mayBeRefused)
    {
        var status = await agent.ReplyAsync(messageId);
        if (status == HttpStatusCode.Accepted) ledger.AcknowledgeReply(messageId, agent.Id);
        else if (!mayBeRefused || status != HttpStatusCode.ServiceUnavailable) seen.Find($"the reply {messageId} was answered {status}");
    }

    /// <summary>A stranger's first message: it needs room as no other does.</summary>
    private static async Task RefuseAsync(Uri server, Seen seen)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(5) };
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var id = ++seen.Strangers;
        var body = WeChatSender.TextXml($"stranger-{id}", 900_000_000 + id, new string('x', 1_500), now);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "text/xml");
        using var answer = await http.PostAsync(new Uri($"/webhooks/demo/wechat-oa/service?{DemoSettings.WeChat.PlainQuery(now, "full")}", UriKind.Relative), content);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null) seen.Refused++;
        else if (!answer.IsSuccessStatusCode) seen.Find($"a message was answered {(int)answer.StatusCode}, Retry-After {answer.Headers.RetryAfter?.ToString() ?? "none"}");
    }

    private static void Fill(string ballast)
    {
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        foreach (var block in (int[])[1 << 20, 1 << 12, 1])
        {
            try
            {
                while (true) file.Write(new byte[block]);
            }
            catch (IOException)
            {
                // Full up to less than such a block.
            }
        }
    }

    private sealed class Seen
    {
        public List<string> Findings { get; } = [];

        public int Rounds { get; set; }

        public int Refused { get; set; }

        public int Read { get; set; }

        public int Sent { get; set; }

        public int Strangers { get; set; }

        public TimeSpan SlowestSending { get; set; }

        public TimeSpan SlowestResume { get; set; }

        public void Find(string finding) => Findings.Add(string.Create(CultureInfo.InvariantCulture, $"round {Rounds}: {finding}"));
    }
}
