using System.Globalization;
using System.Net;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>
/// F13: the n-th flush fails, for every n. A flush that failed may succeed the next time without having written anything, so whatever is
/// acknowledged afterwards is held against the disk as it would be without all that no successful flush had covered.
/// </summary>
internal sealed class FailedFlushes : IFault
{
    private const int Units = 30;
    private const int MaxMessagesBeforeFailure = 500;
    private const int MessagesAfterFailure = 20;

    public string Id => "F13";

    public string Name => "A flush fails";

    public string? Missing => Strace.Missing;

    public async Task<Proof> RunAsync(Budget budget)
    {
        using var folder = new TemporaryFolder();
        var places = KillPlace.Of(await DiskRecord.TakeAsync(Path.Combine(folder.Path, "untouched"), 1, Units), ["fdatasync"], budget.Random);

        var findings = new List<string>();
        var (rounds, refused, acknowledged) = (0, 0, 0);
        while (budget.AnotherRound(rounds, places.Count))
        {
            var number = places[rounds++].Number;
            var data = Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"{rounds}"));
            var record = await DiskRecord.TakeAsync(data, 1, Units, "-e", string.Create(CultureInfo.InvariantCulture, $"inject=fdatasync:error=EIO:when={number}"));
            refused += record.Outcome.Refused.Count();
            acknowledged += record.Outcome.Acknowledged.Count();
            findings.AddRange(Judge(record, data, budget.Random).Select(finding => string.Create(CultureInfo.InvariantCulture, $"flush {number} failed: {finding}")));
        }

        var answered = await AskAServerAsync(findings);
        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"{findings.Count} acknowledgements after a failure that are not on the disk, over {rounds} of {places.Count} flushes; {acknowledged} units acknowledged, {refused} refused; a server refused all of {answered} messages after its first failure"), findings);
    }

    /// <summary>The whole system: from the first failure on nobody is answered 2xx, also when the disk seems well again, until a restart.</summary>
    /// <returns>The messages that were refused.</returns>
    private static async Task<int> AskAServerAsync(List<string> findings)
    {
        await using var platform = await FakePlatform.StartAsync();
        using var folder = new TemporaryFolder();
        var ledger = new Ledger();
        var refused = 0;
        await using (var server = await ServerProcess.StartAsync(folder.Path, platform.Settings))
        {
            using var customer = new Customer(server.Address, 1, ledger);
            var message = 1;
            for (; message <= 5; message++)
            {
                if (!await customer.TryPostAsync(message)) throw new InvalidOperationException("A sound server refused a message.");
                ledger.AcknowledgeMessage(customer.Sender, message);
            }

            using (await Strace.AttachAsync(server.Id, "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=3+"))
            {
                while (await customer.TryPostAsync(message) && message < MaxMessagesBeforeFailure) ledger.AcknowledgeMessage(customer.Sender, message++);
            }

            if (await IsReadyAsync(server.Address)) findings.Add("after a failed flush the server still called itself ready");
            for (; refused < MessagesAfterFailure; refused++)
                if (await customer.PostAsync(message) is not HttpStatusCode.ServiceUnavailable and var status) findings.Add($"after a failed flush a message was answered {status}");
        }

        await using var again = await ServerProcess.StartAsync(folder.Path, platform.Settings);
        findings.AddRange((await new Audit(ledger, platform.Received).RunAsync(again.Address, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1))).Findings);
        return refused;
    }

    private static async Task<bool> IsReadyAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    private static IEnumerable<string> Judge(DiskRecord record, string data, Random random)
    {
        // The machine lives on and the process starts anew.
        foreach (var finding in StoreWorkload.Audit(data, record.Outcome.Acknowledged)) yield return finding;

        // The machine goes down at any moment after the failure, and the disk keeps what was flushed and no more.
        var disk = new PowerCut(random);
        var image = data + "-image";
        foreach (var step in record.Steps)
        {
            disk.Follow(step);
            if (step is not DiskStep.Acknowledged) continue;
            disk.Write(image, Loss.Everything);
            foreach (var finding in StoreWorkload.Audit(image, disk.Acknowledged)) yield return "the power goes, too: " + finding;
            Directory.Delete(image, recursive: true);
        }
    }
}
