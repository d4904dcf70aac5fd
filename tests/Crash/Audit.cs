using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash;

/// <summary>Reads everything back over the HTTP API and holds it against the ledger.</summary>
internal sealed class Audit(Ledger ledger, IReadOnlyCollection<PlatformMessage> delivered)
{
    private static readonly TimeSpan LongQuiet = TimeSpan.FromSeconds(3);

    /// <summary>However slow the machine: nothing may take longer than this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(2);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Waits until nothing promised is missing, or nothing more of it has come for as long as the patience lasts; then judges.
    /// What is accepted faster than it is taken in stands in the queue, and a long queue on a slow machine is no loss.
    /// </summary>
    /// <param name="quiet">How long to wait for what could yet arrive twice; null for as long as anything takes.</param>
    public async Task<Verdict> RunAsync(Uri server, TimeSpan patience, TimeSpan? quiet = null)
    {
        using var desk = await DeskClient.SignInAsync(server, "demo", "chen.wei", ServerProcess.DemoPassword);
        var (whole, sinceProgress) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var fewestLost = int.MaxValue;
        while (true)
        {
            var reading = Stopwatch.StartNew();
            var verdict = Judge(await ReadAsync(desk));
            if (verdict.Lost < fewestLost)
            {
                fewestLost = verdict.Lost;
                sinceProgress.Restart();
            }

            if (verdict.Lost == 0 || sinceProgress.Elapsed > patience || whole.Elapsed > LongestWait)
            {
                await Task.Delay(quiet ?? LongQuiet);
                return Judge(await ReadAsync(desk));
            }

            // Reading everything back must not be what keeps the server from its work.
            await Task.Delay(reading.Elapsed > ShortestPause ? reading.Elapsed : ShortestPause);
        }
    }

    private static async Task<Dictionary<string, IReadOnlyList<JsonElement>>> ReadAsync(DeskClient desk)
    {
        var conversations = new Dictionary<string, IReadOnlyList<JsonElement>>();
        foreach (var id in await desk.AllConversationsAsync()) conversations[id] = await desk.EntriesAsync(id);
        return conversations;
    }

    private Verdict Judge(Dictionary<string, IReadOnlyList<JsonElement>> conversations)
    {
        var findings = new List<string>();
        var (lost, doubled, disordered) = (0, 0, 0);

        // A person's conversations are numbered, so their names in order of the number are the order of time.
        var entries = conversations.OrderBy(pair => Ordinal(pair.Key)).SelectMany(pair => pair.Value.Select(entry => (Conversation: pair.Key, Entry: entry))).ToList();
        foreach (var (id, list) in conversations)
            for (var i = 0; i < list.Count; i++)
                if (list[i].GetProperty("seq").GetInt64() != i + 1)
                {
                    disordered++;
                    findings.Add($"{id}: entry {i + 1} has sequence number {list[i].GetProperty("seq").GetInt64()}");
                    break;
                }

        var messages = entries.Where(e => e.Entry.GetProperty("type").GetString() == "customerMessage")
            .Select(e => e.Entry.GetProperty("item").TryGetProperty("text", out var text) ? text.GetString() : null)
            .OfType<string>().Where(text => text.Contains('#', StringComparison.Ordinal))
            .ToLookup(text => text[..text.LastIndexOf('#')], text => int.Parse(text.AsSpan(text.LastIndexOf('#') + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        foreach (var (sender, upTo) in ledger.Messages)
        {
            var numbers = messages[sender].ToList();
            var missing = Enumerable.Range(1, upTo).Except(numbers).ToList();
            lost += missing.Count;
            findings.AddRange(missing.Select(number => $"lost: {Ledger.Text(sender, number)}"));
            var twice = numbers.GroupBy(number => number).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
            doubled += twice.Count;
            findings.AddRange(twice.Select(number => $"stored twice: {Ledger.Text(sender, number)}"));
            for (var i = 1; i < numbers.Count; i++)
                if (numbers[i] < numbers[i - 1])
                {
                    disordered++;
                    findings.Add($"out of order: {Ledger.Text(sender, numbers[i])} after {Ledger.Text(sender, numbers[i - 1])}");
                }
        }

        var replies = entries.Where(e => e.Entry.GetProperty("type").GetString() == "reply")
            .ToLookup(e => e.Entry.GetProperty("messageId").GetString()!, e => e.Conversation);
        foreach (var (messageId, conversation) in ledger.Replies)
        {
            var found = replies[messageId].ToList();
            if (!found.Contains(conversation))
            {
                lost++;
                findings.Add($"lost: {messageId} in {conversation}");
            }
            else if (found.Count > 1)
            {
                doubled++;
                findings.Add($"stored twice: {messageId}");
            }
        }

        // What the system says by itself, as a place in the line, is the same text for many.
        foreach (var group in delivered.Where(message => ledger.Replies.ContainsKey(message.Text)).GroupBy(message => message.Text).Where(group => group.Count() > 1))
        {
            doubled++;
            findings.Add($"delivered {group.Count()} times: {group.Key}");
        }

        return new Verdict(ledger.Count, lost, doubled, disordered, findings);
    }

    private static int Ordinal(string conversation) =>
        int.Parse(conversation.AsSpan(conversation.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
