using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>An agent with two customers, of whom one's conversation goes on in the other's and comes out again.</summary>
internal sealed class MergingPair : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(20);
    private readonly DeskClient desk;
    private readonly TelegramCustomer one;
    private readonly TelegramCustomer other;
    private int written = 1;
    private int merges;
    private string oneId = "";
    private string otherId = "";

    private MergingPair(DeskClient desk, TelegramCustomer one, TelegramCustomer other) => (this.desk, this.one, this.other) = (desk, one, other);

    /// <param name="number">No two pairs of one server share it.</param>
    public static async Task<MergingPair> BeginAsync(Uri server, int number)
    {
        var desk = await DeskClient.SignInAsync(server, "demo", "chen.wei", ServerProcess.DemoPassword);
        var pair = new MergingPair(desk, new TelegramCustomer(server, (2 * number) + 1), new TelegramCustomer(server, (2 * number) + 2));
        await pair.one.WriteAsync(1);
        await pair.other.WriteAsync(1);
        if (!await Patiently.WaitAsync(pair.FoundAsync, Patience)) throw new InvalidOperationException("The conversations are not in the list.");
        return pair;
    }

    /// <summary>The agent's act, tried until it is answered, while both customers write.</summary>
    /// <param name="step"><c>merge</c> or <c>unmerge</c>.</param>
    public async Task ActAsync(string step)
    {
        if (step == "merge") merges++;
        var message = ++written;
        await Task.WhenAll(one.WriteAsync(message), other.WriteAsync(message), DoAsync(step));
    }

    /// <summary>What is wrong when all has come to its end; nothing is right.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(string step)
    {
        IReadOnlyList<string> faults = [];
        await Patiently.WaitAsync(async () => (faults = await WrongAsync(step)).Count == 0, Patience);
        return faults;
    }

    public void Dispose()
    {
        desk.Dispose();
        one.Dispose();
        other.Dispose();
    }

    private async Task<bool> FoundAsync()
    {
        foreach (var id in await desk.AllConversationsAsync())
        {
            var texts = (await desk.EntriesAsync(id)).Select(TextOf).ToList();
            if (texts.Contains(Ledger.Text(one.Sender, 1))) oneId = id;
            if (texts.Contains(Ledger.Text(other.Sender, 1))) otherId = id;
        }

        return oneId.Length > 0 && otherId.Length > 0;
    }

    private async Task DoAsync(string step)
    {
        while (true)
        {
            try
            {
                await desk.SendAsync(HttpMethod.Post, $"/api/conversations/{oneId}/{step}", step == "merge" ? new { into = otherId } : new { });
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Conflict && e.Message.Contains("notMerged", StringComparison.Ordinal))
            {
                // It was done before the server died.
                return;
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: null or HttpStatusCode.ServiceUnavailable } or TaskCanceledException or SocketException)
            {
                await Task.Delay(PauseBeforeRetry);
            }
        }
    }

    private async Task<IReadOnlyList<string>> WrongAsync(string step)
    {
        var its = await desk.EntriesAsync(oneId);
        var others = await desk.EntriesAsync(otherId);
        var faults = new List<string>();
        Expect("mergedInto", its, merges);
        Expect("joined", others, merges);
        Expect("unmerged", its, step == "merge" ? merges - 1 : merges);
        Expect("takenBack", its, step == "merge" ? merges - 1 : merges);
        Expect("splitOff", others, step == "merge" ? merges - 1 : merges);
        for (var message = 1; message <= written; message++)
        {
            var text = Ledger.Text(one.Sender, message);
            var here = its.Count(entry => TextOf(entry) == text);
            var there = others.Count(entry => TextOf(entry) == text);

            // While they are one, what was said in between stands in the other one only; afterwards at home, whatever the other log keeps.
            if (step == "merge" ? here + there == 0 || here > 1 || there > 1 : here != 1 || there > 1) faults.Add($"{text} stands {here} times at home and {there} times in the other one after {step}");
            var foreign = Ledger.Text(other.Sender, message);
            if (others.Count(entry => TextOf(entry) == foreign) != 1 || its.Any(entry => TextOf(entry) == foreign)) faults.Add($"{foreign} does not stand once and at home after {step}");
        }

        return faults;

        void Expect(string type, IReadOnlyList<JsonElement> entries, int count)
        {
            var found = entries.Count(entry => entry.GetProperty("type").GetString() == type);
            if (found != count) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{type} stands {found} times instead of {count} after {step}"));
        }
    }

    private static string? TextOf(JsonElement entry) =>
        entry.GetProperty("type").GetString() == "customerMessage" && entry.GetProperty("item").TryGetProperty("text", out var text) ? text.GetString() : null;
}
