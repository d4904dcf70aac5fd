using System.Buffers;
using System.Text;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>A prepared statement. Parameters are numbered from 1 and columns from 0, as SQLite counts them.</summary>
public sealed class Statement
{
    private const int MaxStackBytes = 512;
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

    /// <summary>Binds with its length, so that a NUL in the text does not end it.</summary>
    public Statement Bind(int parameter, string? value)
    {
        if (value is null) return BindNull(parameter);
        if (value.Length == 0) return Checked(raw.sqlite3_bind_text(handle, parameter, value));
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= MaxStackBytes)
        {
            Span<byte> small = stackalloc byte[MaxStackBytes];
            return Checked(raw.sqlite3_bind_text(handle, parameter, small[..Encoding.UTF8.GetBytes(value, small)]));
        }

        var large = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return Checked(raw.sqlite3_bind_text(handle, parameter, large.AsSpan(0, Encoding.UTF8.GetBytes(value, large))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(large);
        }
    }

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

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => Bytes(column).ToArray();

    /// <summary>A blob's or a text's bytes where SQLite keeps them: gone with the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    internal void Reset()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
    }

    internal void Close() => raw.sqlite3_finalize(handle);

    private Statement Checked(int code) => code == raw.SQLITE_OK ? this : throw session.Failure(code, sql);
}
