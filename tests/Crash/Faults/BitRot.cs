using System.Globalization;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F15: one bit of the store turns while nobody looks. It must show where it is read, and cost nobody else.</summary>
internal sealed class BitRot : IFault
{
    private const int FullRounds = 10_000;
    private const int Conversations = 200;
    private const int EventsPerConversation = 6;

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

        return new Proof(flips, string.Create(CultureInfo.InvariantCulture,
            $"{findings.Count} of {flips} turned bits undetected; {damaged} found when read, with {(asked == 0 ? 100 : 100.0 * served / asked):0.0} % of the conversations still served; {refusedStarts} found at the start, {unused} in unused space"), findings);
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
