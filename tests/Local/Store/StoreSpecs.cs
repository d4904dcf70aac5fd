using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Store;

/// <summary>A store of its own on a folder of its own, with one table of numbers.</summary>
public abstract class StoreSpecs : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("omni-store-");

    protected string Folder => Path.Combine(folder.FullName, "data");

    protected static StoreOptions OptionsFor(string path) => new(path) { Name = "s" + Guid.NewGuid().ToString("N") };

    protected EmbeddedStore OpenStore(Func<StoreOptions, StoreOptions>? change = null)
    {
        var options = OptionsFor(Folder);
        var store = EmbeddedStore.Open(change is null ? options : change(options));
        store.Define("numbers", "CREATE TABLE numbers (n INTEGER PRIMARY KEY, note TEXT)");
        return store;
    }

    protected static void Insert(StoreSession session, long number, string? note = null) =>
        session.Prepare("INSERT INTO numbers VALUES (?1, ?2)").Bind(1, number).Bind(2, note).Run();

    protected static long[] Numbers(EmbeddedStore store) => store.Read(session =>
    {
        var numbers = new List<long>();
        var all = session.Prepare("SELECT n FROM numbers ORDER BY n");
        while (all.Step()) numbers.Add(all.Int64(0));
        return numbers.ToArray();
    });

    /// <summary>Turns one bit of a file, as a disk does that ages.</summary>
    protected static void Flip(string file, long place)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = place;
        var value = stream.ReadByte();
        stream.Position = place;
        stream.WriteByte((byte)(value ^ 0x10));
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
