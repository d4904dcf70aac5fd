using System.Collections.Concurrent;
using System.Threading.Channels;

namespace OmniFunctions.Local.Store;

/// <summary>
/// The one store of the single-machine platform: SQLite in WAL mode behind one writer.
/// Units of work that arrive while a commit is on its way to the disk share the next commit, and nobody is told
/// of success before that commit has been flushed.
/// </summary>
public sealed partial class EmbeddedStore : IDisposable
{
    private static readonly ConcurrentDictionary<string, EmbeddedStore> ByName = new(StringComparer.OrdinalIgnoreCase);

    private readonly StoreOptions options;
    private readonly string path;
    private readonly FolderLock folderLock;
    private readonly StoreSession writer;
    private readonly WriteAheadLog log;
    private readonly Reserve reserve;
    private readonly Channel<UnitOfWork> waiting;
    private readonly Thread? thread;
    private readonly ConcurrentBag<StoreSession> readers = [];
    private readonly ConcurrentDictionary<Type, Lazy<object>> parts = new();
    private long commits;
    private long units;
    private volatile StoreException? broken;
    private int disposed;

    private EmbeddedStore(StoreOptions options, FolderLock folderLock)
    {
        this.options = options;
        this.folderLock = folderLock;
        path = Path.Combine(options.Folder, StoreFile.Name);
        (writer, log) = StoreFile.Open(path, options.MaxLogPages);
        reserve = new Reserve(options);
        waiting = Channel.CreateBounded<UnitOfWork>(new BoundedChannelOptions(options.MaxWaitingUnits) { SingleReader = true });
        if (options.CommitsByHand) return;
        thread = new Thread(WriteUntilClosed) { Name = "store-writer", IsBackground = true };
        thread.Start();
    }

    public StoreOptions Options => options;

    public static string EngineVersion => Sqlite.Version;

    /// <summary>Whether the library is one that can damage its log when two connections write or checkpoint at once, which they never do here.</summary>
    public static bool EngineHasLogRace => Sqlite.HasLogRace(Version.Parse(Sqlite.Version));

    /// <summary>False after a failure of the disk: what is stored can be read, and nothing is written before a restart.</summary>
    public bool IsWritable => broken is null;

    /// <summary>
    /// Whether there is room for new work. While there is none, what is left of the disk is for finishing what was promised: writing still
    /// works for a while, and whoever takes work in refuses it, unless it is <see cref="WorkInHand"/>.
    /// </summary>
    public bool HasRoom => reserve.IsHeld();

    /// <summary>Commits flushed and units of work they carried, since the store was opened.</summary>
    public (long Commits, long Units) Statistics => (Volatile.Read(ref commits), Volatile.Read(ref units));

    /// <exception cref="StoreException">The folder is held by another process or cannot be written.</exception>
    public static EmbeddedStore Open(StoreOptions options)
    {
        var folderLock = FolderLock.Take(options.Folder);
        EmbeddedStore store;
        try
        {
            StoreRestore.RefuseUnfinished(options.Folder);
            store = new EmbeddedStore(options, folderLock);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }

        if (ByName.TryAdd(options.Name, store)) return store;
        store.Dispose();
        throw new StoreException($"A store named '{options.Name}' is already open in this process.");
    }

    /// <summary>The open store that a connection string names by its host.</summary>
    public static EmbeddedStore Named(string name) => ByName.TryGetValue(name, out var store)
        ? store
        : throw new StoreException($"No local platform named '{name}' runs in this process. Start the host first, or name a running one in the connection string.");

    /// <summary>The one instance of an engine (broker, log, task hub, tables) that lives on this store.</summary>
    public T Part<T>(Func<EmbeddedStore, T> create) where T : class =>
        (T)parts.GetOrAdd(typeof(T), _ => new Lazy<object>(() => create(this))).Value;

    /// <summary>
    /// Brings a component's tables to the newest of its versions. Version n is the schema after the n-th script;
    /// scripts that have run are never run again, so a released one is never edited.
    /// </summary>
    public void Define(string component, params string[] scripts) => Write(session =>
    {
        var found = session.Prepare("SELECT version FROM store_schema WHERE component = ?1").Bind(1, component);
        var version = found.Step() ? (int)found.Int64(0) : 0;
        if (version > scripts.Length)
            throw new StoreException($"The data folder {options.Folder} was written by a newer version ({component} {version}, this one knows {scripts.Length}). Start that version, or name another folder.");
        if (version == scripts.Length) return true;
        foreach (var script in scripts.Skip(version)) session.Execute(script);
        session.Prepare("INSERT INTO store_schema VALUES (?1, ?2) ON CONFLICT (component) DO UPDATE SET version = excluded.version")
            .Bind(1, component).Bind(2, scripts.Length).Run();
        return true;
    });

    /// <summary>
    /// Runs the work alone on the writing connection, as one all-or-nothing unit, and completes once it is on the disk.
    /// An exception undoes this unit only and comes back to the caller. The work runs on the writer's thread: it must be short,
    /// wait for nothing and touch no state that a failed commit could leave behind.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<StoreSession, T> work, CancellationToken cancellation = default) => WriteAsync(work, null, cancellation);

    /// <summary>
    /// As <see cref="WriteAsync{T}(Func{StoreSession, T}, CancellationToken)"/>, and tells memory of the outcome in the order of the commits:
    /// <paramref name="committed"/> runs on the writer's thread after the flush and before the task completes. Continuations of the tasks
    /// give no order, and a queue needs one. It must be as short as the work.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<StoreSession, T> work, Action<T>? committed, CancellationToken cancellation = default)
    {
        if (broken is { } reason) throw reason;
        var unit = new UnitOfWork<T>(work, committed);
        if (!waiting.Writer.TryWrite(unit))
        {
            try
            {
                await waiting.Writer.WriteAsync(unit, cancellation).ConfigureAwait(false);
            }
            catch (ChannelClosedException)
            {
                throw broken ?? new StoreException("The store is closed.");
            }
        }

        return await unit.Task.ConfigureAwait(false);
    }

    public Task WriteAsync(Action<StoreSession> work, CancellationToken cancellation = default) =>
        WriteAsync(session => { work(session); return true; }, cancellation);

    /// <summary>As <see cref="WriteAsync{T}(Func{StoreSession, T}, CancellationToken)"/>, for start-up and tests, where a thread may wait.</summary>
    public T Write<T>(Func<StoreSession, T> work) => options.CommitsByHand ? WriteByHand(work) : WriteAsync(work).GetAwaiter().GetResult();

    /// <summary>Runs the work on a reading connection, on the caller's thread. It sees every commit that was acknowledged before.</summary>
    public T Read<T>(Func<StoreSession, T> work) => Read(work, isOne: false);

    /// <summary>As <see cref="Read{T}(Func{StoreSession, T})"/>, for work that runs a single statement: that has its snapshot by itself.</summary>
    public T ReadOnce<T>(Func<StoreSession, T> work) => Read(work, isOne: true);

    private T Read<T>(Func<StoreSession, T> work, bool isOne)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        if (!readers.TryTake(out var session)) session = Sqlite.OpenReader(path);
        var healthy = false;
        try
        {
            // One snapshot for all statements of the work.
            if (!isOne) session.Prepare("BEGIN").Run();
            var result = work(session);
            session.ResetUsed();
            if (!isOne)
            {
                session.Prepare("COMMIT").Run();
                session.ResetUsed();
            }

            healthy = true;
            return result;
        }
        finally
        {
            if (healthy) readers.Add(session);
            else session.Dispose();

            // The store may have been closed meanwhile, and its closing may have missed this connection.
            if (disposed != 0) CloseReaders();
        }
    }

    private void WriteUntilClosed()
    {
        var group = new List<UnitOfWork>(options.MaxUnitsPerCommit);
        var reader = waiting.Reader;
        while (true)
        {
            if (!reader.TryRead(out var first))
            {
                // The thread is ours alone, so waiting on it blocks nobody else.
                if (!reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) return;
                continue;
            }

            group.Clear();
            group.Add(first);
            if (!Flush(group, options.MaxUnitsPerCommit)) continue;
            foreach (var unit in group) unit.Complete();
            KeepLogShort(log.KeepShort);
        }
    }

    /// <summary>Commits the group and what may join it. False when the commit failed and all of them know.</summary>
    private bool Flush(List<UnitOfWork> group, int maxUnits)
    {
        try
        {
            writer.Execute("BEGIN IMMEDIATE");
            group[0].Run(writer);
            while (group.Count < maxUnits && waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
                next.Run(writer);
            }

            options.BeforeCommit?.Invoke();
            writer.Execute("COMMIT");
        }
        catch (Exception e)
        {
            var failure = e as StoreException ?? new StoreException("The store could not commit.", e);

            // A flush that failed once may lie about success the next time, so nothing is written after it. Damage met on the way is no such failure.
            if (!TryRollBack() || !(failure.IsDiskFull || failure.IsBusy || failure.IsDamage)) Break(failure);
            foreach (var unit in group) unit.Fail(failure);
            if (failure.IsDiskFull && broken is null) MakeRoom();
            return false;
        }

        Interlocked.Increment(ref commits);
        Interlocked.Add(ref units, group.Count);
        return true;
    }

    private void MakeRoom()
    {
        reserve.GiveUp();
        KeepLogShort(log.MakeRoom);
    }

    private void KeepLogShort(Action act)
    {
        try
        {
            act();
        }
        catch (StoreException e)
        {
            // The flush of the pages failed. All of them are still in the log, and stay there as long as nothing follows.
            Break(e);
        }
    }

    private bool TryRollBack()
    {
        try
        {
            writer.ResetUsed();
            if (writer.InTransaction) writer.Execute("ROLLBACK");
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private void Break(StoreException failure)
    {
        broken = new StoreException($"The store refuses further writes after a failure of the disk: {failure.Message} Restart once the disk is sound.", failure)
        {
            ResultCode = failure.ResultCode,
        };
        waiting.Writer.TryComplete();
        while (waiting.Reader.TryRead(out var unit)) unit.Fail(broken);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        foreach (var part in parts.Values)
            if (part is { IsValueCreated: true, Value: IDisposable disposable }) disposable.Dispose();
        waiting.Writer.TryComplete();
        if (thread is null) CommitAll();
        else thread.Join();
        Close();
    }

    private void Close()
    {
        ByName.TryRemove(new KeyValuePair<string, EmbeddedStore>(options.Name, this));
        CloseReaders();

        // Closing would carry the log over, and a disk that has failed may lie about it. The next start does so from the log itself.
        if (broken is not null) writer.NeverCheckpoint();
        writer.Dispose();
        log.Dispose();
        folderLock.Dispose();
    }

    private void CloseReaders()
    {
        while (readers.TryTake(out var reader)) reader.Dispose();
    }
}
