using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>A prepared statement. Parameters are numbered from 1 and columns from 0, as SQLite counts them.</summary>
public sealed class Statement
{
    private readonly StoreSession session;
    private readonly sqlite3_stmt handle;
    private readonly string sql;

    internal Statement(StoreSession session, sqlite3_stmt handle, string sql)
    {
        this.session = session;
        this.handle = handle;
        this.sql = sql;
    }

    public Statement Bind(int parameter, long value) => Checked(raw.sqlite3_bind_int64(handle, parameter, value));

    public Statement Bind(int parameter, double value) => Checked(raw.sqlite3_bind_double(handle, parameter, value));

    public Statement Bind(int parameter, string? value) => Checked(value is null
        ? raw.sqlite3_bind_null(handle, parameter)
        : raw.sqlite3_bind_text(handle, parameter, value));

    public Statement Bind(int parameter, ReadOnlySpan<byte> value) => Checked(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(handle, parameter, 0)
        : raw.sqlite3_bind_blob(handle, parameter, value));

    public Statement BindNull(int parameter) => Checked(raw.sqlite3_bind_null(handle, parameter));

    /// <summary>Goes to the next row. False at the end, after which the statement is ready to be bound and run again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return false;
        }

        var failure = session.Failure(code, sql);
        raw.sqlite3_reset(handle);
        throw failure;
    }

    /// <summary>Runs the statement to its end and forgets any rows it returns.</summary>
    public void Run()
    {
        while (Step()) { }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public double Double(int column) => raw.sqlite3_column_double(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    internal void Reset()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
    }

    internal void Close() => raw.sqlite3_finalize(handle);

    private Statement Checked(int code) => code == raw.SQLITE_OK ? this : throw session.Failure(code, sql);
}
