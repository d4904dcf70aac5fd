using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Tables;

/// <summary>
/// The table engine on the embedded store: one row an entity, clustered by table, partition and row key, its properties in one blob.
/// It keeps nothing in memory but the last moment it stamped and the numbers of the tables.
/// </summary>
internal sealed class EmbeddedTables
{
    /// <summary>Entities of a dropped table that one unit of work removes, so that the others' writes pass between.</summary>
    private const int PurgeRowsPerUnit = 1000;

    private readonly EmbeddedStore store;
    private readonly EntityWriter writer;
    private readonly TableIds ids = new();

    public EmbeddedTables(EmbeddedStore store)
    {
        this.store = store;
        writer = new EntityWriter(store.Options.Time);
        store.Define(
            "tables",
            """
            CREATE TABLE tables_names (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE COLLATE NOCASE);
            CREATE TABLE tables_entities (
                table_id INTEGER NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL, changed INTEGER NOT NULL, properties BLOB NOT NULL,
                PRIMARY KEY (table_id, partition, row)) WITHOUT ROWID;
            """);
        Reader = new EntityReader(store, ids);
        while (store.Write(PurgeSome)) { }
    }

    public EntityReader Reader { get; }

    public Task<TableRefusal?> CreateAsync(string table, CancellationToken cancellation) => store.WriteAsync(
        session =>
        {
            session.Prepare("INSERT INTO tables_names (name) VALUES (?1) ON CONFLICT DO NOTHING").Bind(1, table).Run();
            return session.Changes == 0 ? TableRefusal.TableAlreadyExists : null;
        },
        cancellation);

    public async Task<TableRefusal?> DropAsync(string table, CancellationToken cancellation)
    {
        ids.Forget(table);

        // A table without a name is gone for everybody; its entities follow in small units, also after a restart.
        var dropped = await store.WriteAsync(
            session =>
            {
                if (ids.Find(session, table) is not { } id) return 0;
                session.Prepare("UPDATE tables_names SET name = NULL WHERE id = ?1").Bind(1, id).Run();
                return id;
            },
            cancellation).ConfigureAwait(false);
        if (dropped == 0) return TableRefusal.TableNotFound;
        await PurgeAsync().ConfigureAwait(false);
        return null;
    }

    public Task<WriteOutcome> WriteAsync(string table, EntityWrite write, CancellationToken cancellation) => store.WriteAsync(
        session => ids.Find(session, table) is { } id ? writer.Apply(session, id, write) : TableRefusal.TableNotFound,
        cancellation);

    /// <summary>All of the writes as one unit of the store.</summary>
    /// <exception cref="TransactionRefusedException">One was refused; nothing happened.</exception>
    public Task<long[]> SubmitAsync(string table, IReadOnlyList<EntityWrite> writes, CancellationToken cancellation) => store.WriteAsync(
        session =>
        {
            if (ids.Find(session, table) is not { } id) throw new TransactionRefusedException(TableRefusal.TableNotFound, 0);
            var versions = new long[writes.Count];
            for (var i = 0; i < versions.Length; i++)
            {
                var outcome = writer.Apply(session, id, writes[i]);
                versions[i] = outcome.Refusal is { } refusal ? throw new TransactionRefusedException(refusal, i) : outcome.Version;
            }

            return versions;
        },
        cancellation);

    private async Task PurgeAsync()
    {
        while (await store.WriteAsync(PurgeSome).ConfigureAwait(false)) { }
    }

    /// <summary>True while there is more to remove.</summary>
    private static bool PurgeSome(StoreSession session)
    {
        var dropped = session.Prepare("SELECT id FROM tables_names WHERE name IS NULL LIMIT 1");
        if (!dropped.Step()) return false;
        var id = dropped.Int64(0);
        var last = session.Prepare("SELECT partition, row FROM tables_entities WHERE table_id = ?1 ORDER BY partition, row LIMIT 1 OFFSET ?2").Bind(1, id).Bind(2, PurgeRowsPerUnit - 1);
        if (last.Step())
        {
            session.Prepare("DELETE FROM tables_entities WHERE table_id = ?1 AND (partition, row) <= (?2, ?3)")
                .Bind(1, id).Bind(2, last.Text(0)).Bind(3, last.Text(1)).Run();
        }
        else
        {
            session.Prepare("DELETE FROM tables_entities WHERE table_id = ?1").Bind(1, id).Run();
            session.Prepare("DELETE FROM tables_names WHERE id = ?1").Bind(1, id).Run();
        }

        return true;
    }
}
