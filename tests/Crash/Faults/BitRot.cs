using System.Globalization;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F15: one bit of the store turns while nobody looks. It must show where it is read, and cost nobody else.</summary>
internal sealed class BitRot : IFault
{
    private const int FullRounds = 10_000;
    private const int Conversations = 200;
    private const int EventsPerConversation = 6;

    private const int FullServerRounds = 100;
    private const int LeastServerRounds = 2;
    private const int ServerCustomers = 12;
    private const int MessagesPerCustomer = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly byte[][] Bodies = [.. Enumerable.Range(0, Conversations * EventsPerConversation).Select(number => StoreWorkload.Body(number))];

    public string Id => "F15";

    public string Name => "A bit turns on the disk";

    public async Task<Proof> RunAsync(Budget budget)
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);
        var findings = new List<string>();
        var (flips, refusedStarts, damaged, unused, served, asked) = (0, 0, 0, 0, 0L, 0L);
        await using var file = new FileStream(Path.Combine(folder.Path, "omni.db"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
        while (budget.AnotherRound(flips, FullRounds))
        {
            flips++;
            var place = budget.Random.NextInt64(file.Length);
            var mask = (byte)(1 << budget.Random.Next(8));
            Flip(file, place, mask);
            switch (Look(folder.Path))
            {
                case null:
                    refusedStarts++;
                    break;
                case { Wrong: > 0 } seen:
                    findings.Add(string.Create(CultureInfo.InvariantCulture, $"bit {mask} of byte {place}: {seen.Wrong} conversations came back with other content"));
                    break;
                case { Refused: 0 }:
                    unused++;
                    break;
                case { } seen:
                    damaged++;
                    served += Conversations - seen.Refused;
                    asked += Conversations;
                    break;
            }

            Flip(file, place, mask);
        }

        file.Close();
        var server = await AskAServerAsync(budget, findings);
        return new Proof(flips, string.Create(CultureInfo.InvariantCulture,
            $"{findings.Count} of {flips} turned bits undetected; {damaged} found when read, with {(asked == 0 ? 100 : 100.0 * served / asked):0.0} % of the conversations still served; {refusedStarts} found at the start, {unused} in unused space; {server}"), findings);
    }

    /// <summary>The whole system on a store with one turned bit: what it shows is right or an error, and it shows the rest.</summary>
    private static async Task<string> AskAServerAsync(Budget budget, List<string> findings)
    {
        using var folder = new TemporaryFolder();
        await using var platform = await FakePlatform.StartAsync();
        var sound = Path.Combine(folder.Path, "sound");
        Dictionary<string, string> expected;
        await using (var server = await ServerProcess.StartAsync(sound, platform.Settings))
        {
            await Task.WhenAll(Enumerable.Range(1, ServerCustomers).Select(number => WriteAsync(server.Address, number)));
            using var desk = await DeskClient.SignInAsync(server.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
            await Patiently.WaitAsync(async () => (await desk.ListAsync("open")).Count == ServerCustomers, Patience);
            await Task.Delay(Settling);
            expected = await ReadAsync(desk, await desk.AllConversationsAsync());
            await server.StopAsync();
        }

        var (rounds, served, listed, refused, refusedStarts) = (0, 0, 0, 0, 0);
        while (budget.AnotherRound(rounds, FullServerRounds) || rounds < LeastServerRounds)
        {
            var damaged = Path.Combine(folder.Path, $"damaged-{++rounds}");
            CopyFolder(sound, damaged);
            var place = PlaceOf(expected.Keys.ElementAt(budget.Random.Next(expected.Count)), Path.Combine(damaged, "omni.db"), budget.Random);
            await using (var file = new FileStream(Path.Combine(damaged, "omni.db"), FileMode.Open, FileAccess.ReadWrite)) Flip(file, place, 1);
            try
            {
                await using var server = await ServerProcess.StartAsync(damaged, platform.Settings);
                using var desk = await DeskClient.SignInAsync(server.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
                var found = await ReadAsync(desk, expected.Keys);
                refused += expected.Count - found.Count;
                served += found.Count;
                listed += (await desk.ListAsync("open")).Count;
                foreach (var (id, entries) in found)
                    if (!entries.StartsWith(expected[id], StringComparison.Ordinal)) findings.Add($"the system shows other entries of {id} than were written");
            }
            catch (Exception e) when (e is InvalidOperationException or HttpRequestException)
            {
                // It did not start, or nobody could sign in or see the list: an error, and no wrong data.
                refusedStarts++;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"the system on {rounds} such stores served {served} conversations, listed {listed}, refused {refused}, and was refused the start, the sign-in or the list {refusedStarts} times");
    }

    /// <summary>Somewhere in a page that holds a part of the conversation, so that not only the few pages are hit on which everything rests.</summary>
    private static long PlaceOf(string conversation, string store, Random random)
    {
        const int PageBytes = 8192;
        var bytes = File.ReadAllBytes(store);
        var key = System.Text.Encoding.UTF8.GetBytes(conversation);
        var pages = Enumerable.Range(0, bytes.Length / PageBytes).Where(page => bytes.AsSpan(page * PageBytes, PageBytes).IndexOf(key) >= 0).ToList();
        var page = pages.Count > 0 ? pages[random.Next(pages.Count)] : random.Next(bytes.Length / PageBytes);
        return (page * (long)PageBytes) + random.Next(PageBytes);
    }

    private static async Task WriteAsync(Uri server, int number)
    {
        using var customer = new Customer(server, number, new Ledger());
        for (var message = 1; message <= MessagesPerCustomer; message++)
            if (!await Patiently.WaitAsync(() => customer.TryPostAsync(message), Patience)) throw new InvalidOperationException("A sound server refused a message.");
    }

    /// <summary>The entries of each conversation that could be read.</summary>
    private static async Task<Dictionary<string, string>> ReadAsync(DeskClient desk, IEnumerable<string> conversations)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in conversations)
        {
            try
            {
                found[id] = string.Join('\n', (await desk.EntriesAsync(id)).Where(entry => entry.GetProperty("type").GetString() == "customerMessage").Select(entry => entry.GetRawText()));
            }
            catch (HttpRequestException e) when ((int?)e.StatusCode >= 500)
            {
                // Refused, as it must be where it is damaged.
            }
        }

        return found;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copied = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            File.Copy(file, copied);
        }
    }

    /// <summary>Null where the store did not open.</summary>
    private static Seen? Look(string folder)
    {
        try
        {
            using var store = Open(folder);
            var (refused, wrong) = (0, 0);
            for (var conversation = 1; conversation <= Conversations; conversation++)
            {
                try
                {
                    if (!IsRight(store, conversation)) wrong++;
                }
                catch (StoreException e) when (e.IsDamage)
                {
                    refused++;
                }
            }

            return new Seen(refused, wrong);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private static bool IsRight(EmbeddedStore store, int conversation) => store.Read(session =>
    {
        var events = session.Prepare("SELECT seq, body FROM log WHERE conversation = ?1 ORDER BY seq").Bind(1, conversation);
        var expected = 1;
        while (events.Step())
        {
            if (events.Int64(0) != expected || !events.Bytes(1).SequenceEqual(Body(conversation, expected))) return false;
            expected++;
        }

        return expected == EventsPerConversation + 1;
    });

    private static async Task FillAsync(string folder)
    {
        using var store = Open(folder);
        store.Define("log", "CREATE TABLE log (conversation INTEGER NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (conversation, seq)) WITHOUT ROWID");
        await Task.WhenAll(Enumerable.Range(1, Conversations).Select(conversation => store.WriteAsync(session =>
        {
            for (var seq = 1; seq <= EventsPerConversation; seq++)
                session.Prepare("INSERT INTO log VALUES (?1, ?2, ?3)").Bind(1, conversation).Bind(2, seq).Bind(3, Body(conversation, seq)).Run();
        })));
    }

    private static byte[] Body(int conversation, int seq) => seq > EventsPerConversation ? [] : Bodies[((conversation - 1) * EventsPerConversation) + seq - 1];

    private static EmbeddedStore Open(string folder) => EmbeddedStore.Open(new StoreOptions(folder) { Name = "r" + Guid.NewGuid().ToString("N") });

    private static void Flip(FileStream file, long place, byte mask)
    {
        file.Position = place;
        var value = (byte)file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(value ^ mask));
        file.Flush();
    }

    private sealed record Seen(int Refused, int Wrong);
}
