using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>A failure of the embedded store, in a sentence that says what to do.</summary>
public class StoreException : Exception
{
    public StoreException(string message) : base(message) { }

    public StoreException(string message, Exception? inner) : base(message, inner) { }

    /// <summary>The SQLite result code, or 0 where the failure is not SQLite's. See https://www.sqlite.org/rescode.html.</summary>
    public int ResultCode { get; init; }

    /// <summary>Another process holds the data folder.</summary>
    public bool IsInUse { get; init; }

    /// <summary>There is no room. It heals when there is.</summary>
    public bool IsDiskFull => PrimaryCode == raw.SQLITE_FULL;

    /// <summary>Another program, such as a database browser, held the file too long. Nothing is wrong with it.</summary>
    internal bool IsBusy => PrimaryCode == raw.SQLITE_BUSY;

    /// <summary>What was read is not what was once written. It concerns whoever needs that place, and nobody else.</summary>
    public bool IsDamage => PrimaryCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>The disk failed in its work and cannot be trusted any more.</summary>
    internal bool IsDiskFailure => PrimaryCode == raw.SQLITE_IOERR;

    /// <summary>What to do about it; {0} is the file and {1} SQLite's own words. Null where the caller knows better.</summary>
    internal string? Advice => PrimaryCode switch
    {
        raw.SQLITE_NOTADB =>
            "A part of the store {0} is damaged: a page does not match its checksum. What lies elsewhere can still be used. Look after the disk, and restore the last backup.",
        raw.SQLITE_CORRUPT =>
            "A part of the store {0} is damaged: {1}. What lies elsewhere can still be used. Look after the disk, and restore the last backup.",
        raw.SQLITE_IOERR => "The disk did not do what the store {0} asked of it: {1}. Look after the disk, then restart.",
        raw.SQLITE_FULL => "The disk that holds the store {0} is full. Nothing of this was kept; it goes on by itself once there is space.",
        _ => null,
    };

    private int PrimaryCode => ResultCode & 0xff;
}
