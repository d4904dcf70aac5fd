using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>A failure of the embedded store, in a sentence that says what to do.</summary>
public class StoreException : Exception
{
    public StoreException(string message) : base(message) { }

    public StoreException(string message, Exception? inner) : base(message, inner) { }

    /// <summary>The SQLite result code, or 0 where the failure is not SQLite's. See https://www.sqlite.org/rescode.html.</summary>
    public int ResultCode { get; init; }

    /// <summary>There is no room. It heals when there is.</summary>
    public bool IsDiskFull => PrimaryCode == raw.SQLITE_FULL;

    /// <summary>Another program, such as a database browser, held the file too long. Nothing is wrong with it.</summary>
    internal bool IsBusy => PrimaryCode == raw.SQLITE_BUSY;

    /// <summary>The disk or what is on it cannot be trusted any more.</summary>
    internal bool IsDiskFailure => PrimaryCode is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    private int PrimaryCode => ResultCode & 0xff;
}
