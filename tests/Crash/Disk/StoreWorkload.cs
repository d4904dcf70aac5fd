using System.Globalization;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>
/// Numbered units of work, each in two tables and a sum, so that half of one shows: what the store promises about them can be told from
/// the numbers that were acknowledged.
/// </summary>
internal static class StoreWorkload
{
    /// <summary>Small enough for the log to be carried over many times in a short run.</summary>
    private const int LogPages = 16;

    public static EmbeddedStore Open(string folder)
    {
        var store = EmbeddedStore.Open(new StoreOptions(folder) { Name = "w" + Guid.NewGuid().ToString("N"), MaxLogPages = LogPages });
        try
        {
            store.Define(
                "workload",
                """
                CREATE TABLE first (n INTEGER PRIMARY KEY, body BLOB NOT NULL);
                CREATE TABLE second (n INTEGER PRIMARY KEY, body BLOB NOT NULL);
                CREATE TABLE total (id INTEGER PRIMARY KEY, units INTEGER NOT NULL);
                INSERT INTO total VALUES (1, 0);
                """);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public static Task WriteAsync(EmbeddedStore store, long number) => store.WriteAsync(session =>
    {
        var body = Body(number);
        session.Prepare("INSERT INTO first VALUES (?1, ?2)").Bind(1, number).Bind(2, body).Run();
        session.Prepare("UPDATE total SET units = units + 1 WHERE id = 1").Run();
        session.Prepare("INSERT INTO second VALUES (?1, ?2)").Bind(1, number).Bind(2, body).Run();
    });

    /// <summary>The numbers of the units that are there, after a look at each for what must not be.</summary>
    public static HashSet<long> Read(EmbeddedStore store, ICollection<string> findings) => store.Read(session =>
    {
        var first = Bodies(session, "SELECT n, body FROM first ORDER BY n", findings);
        var second = Bodies(session, "SELECT n, body FROM second ORDER BY n", findings);
        foreach (var number in first.Except(second).Concat(second.Except(first))) findings.Add(Text($"half of unit {number} is there"));
        var total = session.Prepare("SELECT units FROM total WHERE id = 1");
        var units = total.Step() ? total.Int64(0) : -1;
        if (units != first.Count) findings.Add(Text($"{first.Count} units are there and {units} were counted"));
        return first;
    });

    /// <summary>Opens what a fault has left and holds it against what was acknowledged.</summary>
    public static List<string> Audit(string folder, IEnumerable<long> acknowledged)
    {
        var findings = new List<string>();
        try
        {
            using var store = Open(folder);
            var found = Read(store, findings);
            findings.AddRange(acknowledged.Where(number => !found.Contains(number)).Select(number => Text($"unit {number} was acknowledged and is gone")));
        }
        catch (StoreException e)
        {
            findings.Add($"it did not open: {e.Message}");
        }

        return findings;
    }

    /// <summary>Of a length and content that only the number decides: from one cell to several pages.</summary>
    public static byte[] Body(long number)
    {
        var body = new byte[number % 7 == 0 ? 20_000 : 50 + (int)(number * 131 % 2_000)];
        new Random((int)number).NextBytes(body);
        return body;
    }

    private static HashSet<long> Bodies(StoreSession session, string sql, ICollection<string> findings)
    {
        var numbers = new HashSet<long>();
        var rows = session.Prepare(sql);
        while (rows.Step())
        {
            numbers.Add(rows.Int64(0));
            if (!rows.Bytes(1).SequenceEqual(Body(rows.Int64(0)))) findings.Add(Text($"unit {rows.Int64(0)} holds other bytes than were written"));
        }

        return numbers;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
