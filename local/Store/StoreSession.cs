using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>
/// One connection with its prepared statements. A unit of work gets it for the time of one call and keeps nothing of it.
/// </summary>
public sealed class StoreSession : IDisposable
{
    private const int MaxPreparedStatements = 512;
    private readonly sqlite3 connection;
    private readonly Dictionary<string, Statement> prepared = new(StringComparer.Ordinal);
    private readonly List<Statement> used = [];

    internal StoreSession(sqlite3 connection) => this.connection = connection;

    /// <summary>
    /// The statement of this text, compiled once for the life of the connection, reset and with no values bound.
    /// It is shared: run it to its end before asking for the same text again.
    /// </summary>
    public Statement Prepare(string sql)
    {
        if (prepared.TryGetValue(sql, out var known))
        {
            known.Reset();
            used.Add(known);
            return known;
        }

        var code = raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
        if (code != raw.SQLITE_OK) throw Failure(code, sql);
        var statement = prepared[sql] = new Statement(this, handle, sql);
        used.Add(statement);
        return statement;
    }

    /// <summary>Ends every query that was left before its last row; an open one would hold its snapshot beyond the unit.</summary>
    internal void ResetUsed()
    {
        foreach (var statement in used) statement.Reset();
        used.Clear();

        // Only here, between two units, does nobody hold a statement.
        if (prepared.Count <= MaxPreparedStatements) return;
        foreach (var statement in prepared.Values) statement.Close();
        prepared.Clear();
    }

    /// <summary>Runs a text of one or more statements that return nothing and take no values.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(connection, sql);
        if (code != raw.SQLITE_OK) throw Failure(code, sql);
    }

    /// <summary>Rows changed by the last insert, update or delete.</summary>
    public int Changes => raw.sqlite3_changes(connection);

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(connection);

    internal bool InTransaction => raw.sqlite3_get_autocommit(connection) == 0;

    internal long TotalChanges => raw.sqlite3_total_changes(connection);

    internal StoreException Failure(int code, string sql)
    {
        var verb = sql.AsSpan().TrimStart();
        var end = verb.IndexOfAny(' ', '\n');
        return new StoreException($"SQLite refused '{(end < 0 ? verb : verb[..end])}': {Sqlite.Describe(connection, code)}.") { ResultCode = code };
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Close();
        prepared.Clear();
        raw.sqlite3_close_v2(connection);
    }
}
