using Azure.Data.Tables;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Tables;

/// <summary>Applies one write on the writer's thread.</summary>
internal sealed class EntityWriter(TimeProvider time)
{
    private const string KeyIs = "table_id = ?1 AND partition = ?2 AND row = ?3";
    private long last;

    /// <summary>Changes nothing when it refuses.</summary>
    public WriteOutcome Apply(StoreSession session, long table, EntityWrite write) => write.Type switch
    {
        TableTransactionActionType.Add => Add(session, table, write),
        TableTransactionActionType.Delete => Delete(session, table, write),
        TableTransactionActionType.UpdateReplace => Replace(session, table, write),
        TableTransactionActionType.UpsertReplace => Put(session, table, write, write.Properties, Stamp()),
        TableTransactionActionType.UpdateMerge => Merge(session, table, write, mayInsert: false),
        TableTransactionActionType.UpsertMerge => Merge(session, table, write, mayInsert: true),
        _ => throw new InvalidOperationException($"Unknown action {write.Type}."),
    };

    private WriteOutcome Add(StoreSession session, long table, EntityWrite write)
    {
        var version = Stamp();
        Key(session, "INSERT INTO tables_entities VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING", table, write)
            .Bind(4, version).Bind(5, write.Properties).Run();
        return session.Changes == 0 ? TableRefusal.EntityAlreadyExists : new WriteOutcome(version, null);
    }

    private WriteOutcome Replace(StoreSession session, long table, EntityWrite write)
    {
        var version = Stamp();
        var update = write.Expected is { } expected
            ? Key(session, $"UPDATE tables_entities SET changed = ?4, properties = ?5 WHERE {KeyIs} AND changed = ?6", table, write).Bind(6, expected)
            : Key(session, $"UPDATE tables_entities SET changed = ?4, properties = ?5 WHERE {KeyIs}", table, write);
        update.Bind(4, version).Bind(5, write.Properties).Run();
        return session.Changes == 0 ? WhyNothingChanged(session, table, write) : new WriteOutcome(version, null);
    }

    private static WriteOutcome Delete(StoreSession session, long table, EntityWrite write)
    {
        var delete = write.Expected is { } expected
            ? Key(session, $"DELETE FROM tables_entities WHERE {KeyIs} AND changed = ?4", table, write).Bind(4, expected)
            : Key(session, $"DELETE FROM tables_entities WHERE {KeyIs}", table, write);
        delete.Run();
        return session.Changes == 0 ? WhyNothingChanged(session, table, write) : new WriteOutcome(0, null);
    }

    private WriteOutcome Merge(StoreSession session, long table, EntityWrite write, bool mayInsert)
    {
        var stored = Key(session, $"SELECT changed, properties FROM tables_entities WHERE {KeyIs}", table, write);
        if (!stored.Step()) return mayInsert ? Put(session, table, write, write.Properties, Stamp()) : TableRefusal.EntityNotFound;
        if (write.Expected is { } expected && stored.Int64(0) != expected) return TableRefusal.ConditionNotMet;
        var merged = new EntityRow { PartitionKey = write.PartitionKey, RowKey = write.RowKey };
        EntityCodec.Decode(stored.Bytes(1), merged.Properties);
        merged.Properties.RemoveAll(property => write.Row.Find(property.Name) is not null);
        merged.Properties.AddRange(write.Row.Properties);

        // Both halves may be within the limits and their union past them.
        if (EntityRules.OfEntity(merged) is { } refusal) return new WriteOutcome(0, refusal);
        return Put(session, table, write, EntityCodec.Encode(merged.Properties), Stamp());
    }

    private static WriteOutcome Put(StoreSession session, long table, EntityWrite write, byte[] properties, long version)
    {
        const string Upsert = """
            INSERT INTO tables_entities VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET changed = excluded.changed, properties = excluded.properties
            """;
        Key(session, Upsert, table, write).Bind(4, version).Bind(5, properties).Run();
        return new WriteOutcome(version, null);
    }

    private static TableRefusal WhyNothingChanged(StoreSession session, long table, EntityWrite write) =>
        Key(session, $"SELECT 1 FROM tables_entities WHERE {KeyIs}", table, write).Step() ? TableRefusal.ConditionNotMet : TableRefusal.EntityNotFound;

    private static Statement Key(StoreSession session, string sql, long table, EntityWrite write) =>
        session.Prepare(sql).Bind(1, table).Bind(2, write.PartitionKey).Bind(3, write.RowKey);

    /// <summary>The moment of a change. No two changes share one, for it is the version as well; a clock set back does not repeat any.</summary>
    private long Stamp() => last = Math.Max(last + 1, time.GetUtcNow().UtcTicks);
}
