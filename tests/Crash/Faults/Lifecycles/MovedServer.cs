using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using OmniFunctions.Policies;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults.Lifecycles;

/// <summary>
/// The whole server process under a clock that is set an hour and a year ahead and back. Customers wait in it meanwhile, some of them for
/// an answer in time, an agent is signed in, and somebody sends again what was signed an hour ago.
/// </summary>
internal sealed class MovedServer(ServerProcess server, MovedClock clock, DeskClient agent, DeskClient supervisor, List<string> findings)
{
    /// <summary>As many as the agent takes at once.</summary>
    private const int Customers = 3;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(DemoPolicy.Document.Queues[0].FirstResponseSeconds);
    private static readonly TimeSpan BetweenMoves = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan[] Moves = [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(365), TimeSpan.FromDays(-365), TimeSpan.Zero];
    private readonly List<Customer> customers = [];
    private readonly Stopwatch waited = new();

    /// <param name="Verdicts">Customers of whom it was said whether they were answered in time.</param>
    public sealed record Outcome(int Moves, int Verdicts, int Admitted, int Refused);

    /// <param name="toTheEnd">Waits until those who are not answered must be called so, which takes a minute.</param>
    public static async Task<Outcome> RunAsync(bool toTheEnd, List<string> findings)
    {
        using var clock = new MovedClock();
        using var folder = new TemporaryFolder();
        await using var platform = await FakePlatform.StartAsync();
        await using var server = await ServerProcess.StartAsync(folder.Path, new Dictionary<string, string>([.. platform.Settings, .. clock.Variables])
        {
            ["Omni:Accounts:demo:wechat-oa:service:replay_window_seconds"] = "300",
        });
        using var agent = await DeskClient.SignInAsync(server.Address, "demo", "li.na", ServerProcess.DemoPassword);
        using var supervisor = await DeskClient.SignInAsync(server.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
        var moved = new MovedServer(server, clock, agent, supervisor, findings);
        try
        {
            return await moved.RunAsync(toTheEnd);
        }
        finally
        {
            foreach (var customer in moved.customers) customer.Dispose();
            await server.KillAsync();
            MovedClock.CleanUpAfter(server.Id);
        }
    }

    private async Task<Outcome> RunAsync(bool toTheEnd)
    {
        await agent.SetPresenceAsync("online");
        waited.Start();
        for (var number = 1; number <= Customers; number++)
        {
            customers.Add(new Customer(server.Address, number, new Ledger()));
            if (!await customers[^1].TryPostAsync(1)) findings.Add($"customer {number} was refused before anything happened");
        }

        IReadOnlyList<JsonElement> mine = [];
        if (!await Patiently.WaitAsync(async () => (mine = await agent.ListAsync("mine")).Count == Customers, Patience))
        {
            findings.Add($"the agent was given {mine.Count} of {Customers}");
            return new Outcome(0, 0, 0, 0);
        }

        var conversations = mine.Select(summary => summary.GetProperty("id").GetString()!).ToList();
        foreach (var id in conversations) await agent.AcceptAsync(id);
        var (admitted, refused) = (0, 0);
        for (var move = 0; move < Moves.Length; move++)
        {
            clock.Move(Moves[move]);
            await Task.Delay(BetweenMoves);
            if (await KnockAsync(TimeSpan.Zero, move) == HttpStatusCode.OK) admitted++;
            else findings.Add($"a genuine delivery was refused, the clock {Moves[move]} ahead");
            if (await KnockAsync(TimeSpan.FromHours(1), move) == HttpStatusCode.Unauthorized) refused++;
            else findings.Add($"a delivery signed an hour ago was admitted, the clock {Moves[move]} ahead");
            foreach (var id in conversations) await ExpectAsync(id, breached: waited.Elapsed > Target ? null : false, Moves[move]);
        }

        if (!toTheEnd) return new Outcome(Moves.Length, conversations.Count, admitted, refused);

        // The second half of the wait is spent a year ahead: who is answered is in time, and the rest is late when the minute is over.
        clock.Move(TimeSpan.FromDays(365));
        var answered = conversations.Take(Customers / 2).ToList();
        foreach (var id in answered) await agent.ReplyAsync(id, "answer", "here");
        if (waited.Elapsed > Target) return new Outcome(Moves.Length, 0, admitted, refused);
        await Task.Delay(Target - waited.Elapsed + Patience);
        foreach (var id in conversations) await ExpectAsync(id, breached: !answered.Contains(id), TimeSpan.FromDays(365));
        return new Outcome(Moves.Length + 1, conversations.Count, admitted, refused);
    }

    /// <param name="breached">Null where it is too late to tell.</param>
    private async Task ExpectAsync(string id, bool? breached, TimeSpan ahead)
    {
        var types = (await supervisor.EntriesAsync(id)).Select(entry => entry.GetProperty("type").GetString()!).ToList();
        if (breached is { } expected && types.Contains("firstResponseBreached") != expected) findings.Add($"{id} is {(expected ? "not " : "")}breached, the clock {ahead} ahead");
        if (types.Exists(type => type is "offerMissed" or "ended" or "closed")) findings.Add($"{id} expired, the clock {ahead} ahead: {string.Join(' ', types)}");
    }

    private async Task<HttpStatusCode> KnockAsync(TimeSpan age, int move)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var signed = (DateTimeOffset.UtcNow - age).ToUnixTimeSeconds();
        var query = DemoSettings.WeChat.PlainQuery(signed, string.Create(CultureInfo.InvariantCulture, $"moved-{move}"));
        var body = $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[oViewer]]></FromUserName><CreateTime>{signed}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[VIEW]]></Event><EventKey><![CDATA[https://shop.example/]]></EventKey></xml>";
        using var content = new StringContent(body, Encoding.UTF8, "text/xml");
        using var answer = await http.PostAsync(new Uri($"/webhooks/demo/wechat-oa/service?{query}", UriKind.Relative), content);
        return answer.StatusCode;
    }
}
