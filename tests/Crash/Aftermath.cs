using System.Text.Json;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash;

/// <summary>
/// What must be true when it is quiet again, besides what was promised: the page shows what the store has, byte for byte; every reply has
/// an end that agrees with what the platform received; routing holds what the log says it holds, and leaves nobody idle while others wait.
/// </summary>
internal sealed class Aftermath(DeskClient supervisor, Desktop desktop, IReadOnlyCollection<PlatformMessage> received)
{
    public async Task<SiegeOutcome> ReadAsync(TimeSpan patience)
    {
        var outcome = await CompareAsync();
        await Patiently.WaitAsync(async () => outcome.Findings.Count == 0 || (outcome = await CompareAsync()).Findings.Count == 0, patience);
        return outcome;
    }

    private async Task<SiegeOutcome> CompareAsync()
    {
        var findings = new List<string>();
        var (replies, unknown, entries) = (0, 0, 0);
        var arrived = received.GroupBy(message => message.Text).ToDictionary(group => group.Key, group => group.Count());
        foreach (var id in await supervisor.AllConversationsAsync())
        {
            var stored = await supervisor.EntriesAsync(id);
            var shown = desktop.Views.GetValueOrDefault(id)?.Entries ?? [];
            for (var i = 0; i < stored.Count; i++)
            {
                if (i < shown.Count && shown[i] == stored[i].GetRawText()) entries++;
                else findings.Add($"{id}: the desktop shows {(i < shown.Count ? shown[i] : "nothing")}, the store has {stored[i].GetRawText()}");
            }

            if (shown.Count > stored.Count) findings.Add($"{id}: the desktop shows {shown.Count} entries of {stored.Count}");
            foreach (var reply in stored.Where(entry => entry.GetProperty("type").GetString() == "reply"))
            {
                replies++;
                var delivery = reply.GetProperty("delivery").GetString();
                if (delivery == "unknown") unknown++;
                if (Contradiction(delivery, arrived.GetValueOrDefault(reply.GetProperty("text").GetString()!)) is { } what)
                    findings.Add($"{id}: {reply.GetProperty("messageId").GetString()} {what}");
            }
        }

        findings.AddRange(await RoutingAsync());
        return new SiegeOutcome(new Verdict(0, 0, 0, 0, []), replies, unknown, entries, findings);
    }

    private static string? Contradiction(string? delivery, int arrived) => (delivery, arrived) switch
    {
        ("delivered", 1) or ("unknown", 0 or 1) or ("rejected", 0) => null,
        _ => $"is {delivery}, and arrived {arrived} times",
    };

    private async Task<List<string>> RoutingAsync()
    {
        var findings = new List<string>();
        var open = await supervisor.ListAsync("open");
        var held = open.Where(summary => summary.GetProperty("holder").ValueKind == JsonValueKind.Object).ToLookup(summary => summary.GetProperty("holder").GetProperty("id").GetString());
        foreach (var agent in (await supervisor.GetAsync("/api/agents")).GetProperty("agents").EnumerateArray())
        {
            var id = agent.GetProperty("id").GetString();
            var load = agent.GetProperty("load").GetInt32();
            if (load != held[id].Count()) findings.Add($"routing has {load} conversations for {id}, the log {held[id].Count()}");
            var idle = agent.GetProperty("presence").GetString() == "online" && load < agent.GetProperty("capacity").GetInt32();
            if (idle && open.Any(summary => summary.GetProperty("phase").GetString() == "waiting")) findings.Add($"{id} has room for more, and somebody waits");
        }

        return findings;
    }
}
