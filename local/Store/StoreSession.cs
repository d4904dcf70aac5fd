using System.Globalization;
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
        var failure = new StoreException($"SQLite refused '{(end < 0 ? verb : verb[..end])}': {Sqlite.Describe(connection, code)}.") { ResultCode = code };
        if (failure.Advice is not { } advice) return failure;
        var path = raw.sqlite3_db_filename(connection, "main").utf8_to_string();
        return new StoreException(string.Format(CultureInfo.InvariantCulture, advice, path, Sqlite.Describe(connection, code)), failure) { ResultCode = code };
    }

    /// <summary>The one number that a query returns.</summary>
    internal long Number(string sql)
    {
        var query = Prepare(sql);
        var number = query.Step() ? query.Int64(0) : 0;
        ResetUsed();
        return number;
    }

    internal void ReserveTags()
    {
        var code = Native.Reserve(connection, PageTag.TagBytes);
        if (code != raw.SQLITE_OK) throw Failure(code, "reserve");
    }

    /// <summary>The last connection of all that closes would do it otherwise, and only the writer may.</summary>
    internal void NeverCheckpoint()
    {
        var code = raw.sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        if (code != raw.SQLITE_OK) throw Failure(code, "configure");
    }

    internal int Checkpoint(int mode, out int logPages, out int carriedPages) =>
        raw.sqlite3_wal_checkpoint_v2(connection, "main", mode, out logPages, out carriedPages);

    /// <summary>Copies all pages of another database over this one.</summary>
    /// <param name="progress">Told the share that is done after each step; may throw to give up.</param>
    internal void CopyFrom(StoreSession source, int pagesPerStep, Action<double> progress)
    {
        using var backup = raw.sqlite3_backup_init(connection, "main", source.connection, "main");
        if (backup.IsInvalid) throw Failure(raw.sqlite3_errcode(connection), "backup");
        while (true)
        {
            var code = raw.sqlite3_backup_step(backup, pagesPerStep);
            if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) throw Failure(code, "backup");
            var total = Math.Max(1, raw.sqlite3_backup_pagecount(backup));
            progress(1 - (double)raw.sqlite3_backup_remaining(backup) / total);
            if (code == raw.SQLITE_DONE) return;
        }
    }

    internal void BusyTimeout(int milliseconds) => raw.sqlite3_busy_timeout(connection, milliseconds);

    internal unsafe void CountLogPages(int* pages) => Native.CountLogPages(connection, pages);

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Close();
        prepared.Clear();
        raw.sqlite3_close_v2(connection);
    }
}
