using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>
/// Opens the store's file for writing, or says in one sentence why it must not be. A file that is refused is left as it was found.
/// </summary>
internal static class StoreFile
{
    public const string Name = "omni.db";

    /// <summary>The form of the file as a whole; what the components keep in it has versions of its own.</summary>
    public const int FormatVersion = 1;

    /// <summary>Without some room not even the log can begin.</summary>
    private const long MinFreeBytes = 16 << 20;

    /// <summary>
    /// After an unclean stop a file up to this size is read from end to end before anybody is served, which takes about a second.
    /// A larger one is served at once: its pages are held against their checksums whenever they are read.
    /// </summary>
    private const long MaxCheckedBytes = 256 << 20;

    public static (StoreSession Writer, WriteAheadLog Log) Open(string path, int maxLogPages)
    {
        var folder = Path.GetDirectoryName(path)!;
        RefuseFullDisk(folder);
        var header = FileHeader.Read(path);

        // A first start that was cut off has left a journal, from which SQLite undoes it.
        if (!HasJournal(path)) header?.Check(path);
        var stoppedUncleanly = LogFile.LengthBeside(path) > 0;
        if (stoppedUncleanly) LogFile.Check(path);

        StoreSession? writer = null;
        try
        {
            writer = Sqlite.OpenWriter(path);
            var log = new WriteAheadLog(writer, maxLogPages);
            if (header is null) Create(writer);
            else Recover(writer, log, path, stoppedUncleanly);

            // The log has just been given its name. SQLite flushes that, too, but does not look whether it was done.
            Durable.FlushFolder(folder);
            return (writer, log);
        }
        catch (IOException e)
        {
            writer?.Dispose();
            throw new StoreException($"The disk did not do what the store {path} asked of it: {e.Message} Look after the disk, then start again.", e) { ResultCode = raw.SQLITE_IOERR };
        }
        catch (StoreException e)
        {
            writer?.Dispose();
            throw e.IsDamage ? Damaged(path, e) : e.IsDiskFull || FreeBytes(folder) < MinFreeBytes / 16 ? DiskFull(folder, e) : e;
        }
    }

    private static void Create(StoreSession writer)
    {
        writer.Execute("BEGIN IMMEDIATE");
        writer.Execute("CREATE TABLE IF NOT EXISTS store_schema (component TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
        writer.Execute($"PRAGMA user_version = {FormatVersion}");
        writer.Execute("COMMIT");
    }

    private static void Recover(StoreSession writer, WriteAheadLog log, string path, bool stoppedUncleanly)
    {
        var format = writer.Number("PRAGMA user_version");
        if (format > FormatVersion)
            throw new StoreException($"The data folder {Path.GetDirectoryName(path)} was written by a newer version (form {format}, this one knows {FormatVersion}). Start that version, or name another folder with OMNI_DATA.");

        if (stoppedUncleanly) log.Empty();
        if (stoppedUncleanly && new FileInfo(path).Length <= MaxCheckedBytes && Check(writer, "quick_check") is { } fault)
            throw new StoreException(fault) { ResultCode = raw.SQLITE_CORRUPT };

        // A first start may have been cut off between the file and its first table.
        if (format == 0) Create(writer);
    }

    /// <summary>What SQLite finds wrong, or null. <c>quick_check</c> reads every page; <c>integrity_check</c> also holds the indexes against the rows.</summary>
    public static string? Check(StoreSession session, string pragma)
    {
        var found = session.Prepare($"PRAGMA {pragma}(1)");
        var text = found.Step() ? found.Text(0) : "no answer";
        session.ResetUsed();

        // The name of the database comes before, on a line of its own.
        return text == "ok" ? null : text.Split('\n')[^1].TrimEnd('.');
    }

    private static bool HasJournal(string path) => new FileInfo(path + "-journal") is { Exists: true, Length: > 0 };

    private static void RefuseFullDisk(string folder)
    {
        var free = FreeBytes(folder);
        if (free < MinFreeBytes) throw DiskFull(folder, null);
    }

    private static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Who does not know is not held up by it.
            return long.MaxValue;
        }
    }

    private static StoreException DiskFull(string folder, Exception? cause) =>
        new($"The disk that holds the data folder {folder} is full. Free at least {MinFreeBytes >> 20} MiB, or name a folder on another disk with OMNI_DATA.", cause) { ResultCode = raw.SQLITE_FULL };

    private static string Reason(Exception? cause) => cause is StoreException { ResultCode: raw.SQLITE_NOTADB, InnerException: not null }
        ? "a page does not match its checksum"
        : (cause?.InnerException?.Message ?? cause?.Message ?? "nobody knows how").TrimEnd('.');

    internal static StoreException Damaged(string path, Exception? cause) =>
        new($"The store {path} is damaged ({Reason(cause)}). Restore the last backup into an empty folder ('restore <backup> --to <folder>') and name that folder with OMNI_DATA.", cause) { ResultCode = raw.SQLITE_CORRUPT };
}
