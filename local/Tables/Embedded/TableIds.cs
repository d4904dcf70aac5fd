using System.Collections.Concurrent;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Tables;

/// <summary>
/// The numbers of the tables by their names, which every read and every write needs. Only what a reader saw is remembered, since that is committed; a name that was
/// dropped once is looked up ever after, for a reader may still see it as it was.
/// </summary>
internal sealed class TableIds
{
    private const long Never = 0;
    private readonly ConcurrentDictionary<string, long> known = new(StringComparer.OrdinalIgnoreCase);

    public long? Known(string table) => known.TryGetValue(table, out var id) && id != Never ? id : null;

    /// <summary>For a unit that writes: it may see what is not committed yet.</summary>
    public long? Find(StoreSession session, string table) => Known(table) ?? Read(session, table);

    /// <summary>For a reader.</summary>
    public long? FindCommitted(StoreSession session, string table)
    {
        if (Known(table) is { } id) return id;
        var found = Read(session, table);
        if (found is { } committed) known.TryAdd(table, committed);
        return found;
    }

    public void Forget(string table) => known[table] = Never;

    private static long? Read(StoreSession session, string table)
    {
        var found = session.Prepare("SELECT id FROM tables_names WHERE name = ?1").Bind(1, table);
        return found.Step() ? found.Int64(0) : null;
    }
}
