namespace OmniFunctions.Local.Store;

/// <summary>A failure of the embedded store, in a sentence that says what to do.</summary>
public class StoreException : Exception
{
    public StoreException(string message) : base(message) { }

    public StoreException(string message, Exception? inner) : base(message, inner) { }

    /// <summary>The SQLite result code, or 0 where the failure is not SQLite's. See https://www.sqlite.org/rescode.html.</summary>
    public int ResultCode { get; init; }

    public bool IsDiskFull => (ResultCode & 0xff) == 13;
}
