namespace OmniFunctions.Local.Store;

/// <summary>What stands in a copy of the store, counted for the manifest and counted again at the restore.</summary>
internal static class Contents
{
    public static Dictionary<string, long> Components(StoreSession session) =>
        Pairs(session, "SELECT component, version FROM store_schema ORDER BY component");

    public static Dictionary<string, long> Rows(StoreSession session)
    {
        var tables = Pairs(session, "SELECT name, 0 FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").Keys;
        return tables.ToDictionary(table => table, table => session.Number($"SELECT count(*) FROM \"{table}\""), StringComparer.Ordinal);
    }

    private static Dictionary<string, long> Pairs(StoreSession session, string sql)
    {
        var pairs = new Dictionary<string, long>(StringComparer.Ordinal);
        var rows = session.Prepare(sql);
        while (rows.Step()) pairs.Add(rows.Text(0), rows.Int64(1));
        session.ResetUsed();
        return pairs;
    }
}
