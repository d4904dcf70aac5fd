using System.Runtime.InteropServices;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>Loads SQLite once and opens connections with the settings that durability depends on.</summary>
internal static class Sqlite
{
    private const string Library = "e_sqlite3";

    /// <summary>The oldest that can keep bytes for the page checksums.</summary>
    private static readonly Version Oldest = new(3, 33, 0);

    private static readonly Lock Gate = new();
    private static volatile bool loaded;

    /// <summary>
    /// The bundled library is of 2021; where the system carries its own, patched by its distribution, that one is used.
    /// </summary>
    private static void Load()
    {
        if (loaded) return;
        lock (Gate)
        {
            if (loaded) return;
            var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
            NativeLibrary.SetDllImportResolver(provider, static (name, assembly, search) =>
                name == Library && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var system)
                    ? system
                    : IntPtr.Zero);
            Batteries_V2.Init();
            var version = raw.sqlite3_libversion().utf8_to_string();
            if (System.Version.Parse(version) < Oldest)
                throw new StoreException($"This machine's SQLite is {version}; {Oldest} or later is needed. Update the package libsqlite3-0 (or sqlite-libs).");
            Native.Bind(OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var library) ? library : NativeLibrary.Load(Library, provider, null));
            CheckedPages.Register();
            loaded = true;
        }
    }

    public static string Version
    {
        get
        {
            Load();
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>The "WAL-reset bug" of 3.7.0 to 3.51.2 (https://www.sqlite.org/wal.html), mended in 3.51.3 and for two older lines.</summary>
    public static bool HasLogRace(Version version) => version switch
    {
        { Major: 3, Minor: 44 } => version.Build < 6,
        { Major: 3, Minor: 50 } => version.Build < 7,
        _ => version < new Version(3, 51, 3),
    };

    /// <summary>The one connection that writes and checkpoints. Two would meet the WAL-reset race of SQLite before 3.51.3.</summary>
    public static StoreSession OpenWriter(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX);
        try
        {
            // Both are taken by a file without pages, and ignored later.
            session.Execute($"PRAGMA page_size = {PageTag.PageBytes}");
            session.ReserveTags();
            Demand(session, "PRAGMA journal_mode = WAL", null, "wal", path);
            Demand(session, "PRAGMA synchronous", "PRAGMA synchronous = FULL", "2", path);
            session.Execute("PRAGMA cache_size = -131072");
            session.Execute("PRAGMA temp_store = MEMORY");
            session.Execute("PRAGMA journal_size_limit = 134217728");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads, beside a writer in this process or another one.</summary>
    public static StoreSession OpenReader(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX);
        session.Execute("PRAGMA query_only = ON");
        session.Execute("PRAGMA wal_autocheckpoint = 0");
        session.Execute("PRAGMA cache_size = -16384");
        session.NeverCheckpoint();
        return session;
    }

    /// <summary>A connection to a copy that nobody else has open and whose caller flushes it: nothing is journalled, nothing synchronised.</summary>
    public static StoreSession OpenCopy(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX);
        session.Execute($"PRAGMA page_size = {PageTag.PageBytes}");
        session.ReserveTags();
        session.Execute("PRAGMA journal_mode = OFF");
        session.Execute("PRAGMA synchronous = OFF");
        return session;
    }

    /// <summary>SQLite ignores a setting that the file system cannot carry, and says so only when asked.</summary>
    private static void Demand(StoreSession session, string ask, string? set, string expected, string path)
    {
        if (set is not null) session.Execute(set);
        var answer = session.Prepare(ask);
        var found = answer.Step() ? answer.Text(0) : "nothing";
        session.ResetUsed();
        if (found != expected)
            throw new StoreException($"The file system under {path} does not keep what is written safe: '{ask}' answered {found}, not {expected}. Name a folder on a local disk.");
    }

    private static StoreSession Open(string path, int flags)
    {
        Load();
        var code = raw.sqlite3_open_v2(path, out var connection, flags, CheckedPages.Name);
        if (code != raw.SQLITE_OK)
            throw new StoreException($"The store {path} could not be opened: {Describe(connection, code)}.") { ResultCode = code };
        raw.sqlite3_extended_result_codes(connection, 1);
        raw.sqlite3_busy_timeout(connection, 10_000);
        return new StoreSession(connection);
    }

    public static string Describe(sqlite3? connection, int code)
    {
        var text = connection is null ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(connection).utf8_to_string();
        return $"{text} (SQLite result {code})";
    }
}
