using System.Globalization;
using System.Text;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Tables;

/// <summary>Point reads and ranges, on the caller's thread.</summary>
internal sealed class EntityReader(EmbeddedStore store, TableIds ids)
{
    /// <summary>Entities one page looks at before it ends short with a continuation, as the service's pages do after five seconds.</summary>
    private const int MaxScannedPerPage = 50_000;

    public (EntityRow? Row, TableRefusal? Refusal) Get(string table, string partitionKey, string rowKey, IReadOnlyList<string>? select) => ids.Known(table) is { } known
        ? store.ReadOnce(session => Get(session, known, partitionKey, rowKey, select))
        : store.Read(session => ids.FindCommitted(session, table) is { } id ? Get(session, id, partitionKey, rowKey, select) : (null, TableRefusal.TableNotFound));

    public (IReadOnlyList<EntityRow> Rows, EntityKey? Next, TableRefusal? Refusal) Query(string table, Filter? filter, int take, IReadOnlyList<string>? select, EntityKey? from) => store.Read<(IReadOnlyList<EntityRow>, EntityKey?, TableRefusal?)>(session =>
    {
        if (ids.FindCommitted(session, table) is not { } id) return ([], null, TableRefusal.TableNotFound);
        var statement = Range(session, id, KeyRange.Of(filter, "PartitionKey"), KeyRange.Of(filter, "RowKey"), from);
        var rows = new List<EntityRow>();
        for (var scanned = 0; statement.Step(); scanned++)
        {
            var (partition, key) = (statement.Text(0), statement.Text(1));
            if (rows.Count == take || scanned == MaxScannedPerPage) return (rows, new EntityKey(partition, key), null);
            var row = Row(statement, 2, partition, key);
            if (filter is null || filter.Matches(row)) rows.Add(Select(row, select));
        }

        return (rows, null, null);
    });

    private static (EntityRow? Row, TableRefusal? Refusal) Get(StoreSession session, long table, string partitionKey, string rowKey, IReadOnlyList<string>? select)
    {
        var found = session.Prepare("SELECT changed, properties FROM tables_entities WHERE table_id = ?1 AND partition = ?2 AND row = ?3")
            .Bind(1, table).Bind(2, partitionKey).Bind(3, rowKey);
        return found.Step() ? (Select(Row(found, 0, partitionKey, rowKey), select), null) : (null, TableRefusal.EntityNotFound);
    }

    /// <summary>Table names in order, those that match, and the name to go on from.</summary>
    public (IReadOnlyList<string> Names, string? Next) List(Filter? filter, int take, string? from) => store.Read<(IReadOnlyList<string>, string?)>(session =>
    {
        var statement = session.Prepare("SELECT name FROM tables_names WHERE name >= ?1 ORDER BY name").Bind(1, from ?? "");
        var names = new List<string>();
        while (statement.Step())
        {
            var name = statement.Text(0);
            if (filter is not null && !filter.Matches(new EntityRow { Properties = { new EntityProperty("TableName", name) } })) continue;
            if (names.Count == take) return (names, name);
            names.Add(name);
        }

        return (names, null);
    });

    /// <summary>
    /// The statement over the keys a filter can match. Keys compare here by their UTF-8 bytes, and by UTF-16 units in a filter;
    /// the two differ only between characters past U+FFFF and those of U+E000 to U+FFFF.
    /// </summary>
    private static Statement Range(StoreSession session, long table, KeyRange partitions, KeyRange rows, EntityKey? from)
    {
        var sql = new StringBuilder("SELECT partition, row, changed, properties FROM tables_entities WHERE table_id = ?1");
        var values = new List<string>();
        if (partitions.Single is { } single)
        {
            Add("partition =", single);

            // Without a fixed partition a bound on rows cannot use the key and is left to the filter.
            if (rows.Single is { } row) Add("row =", row);
            else Bounds("row", rows);
            if (from is { } next) Add("row >=", next.Row);
        }
        else
        {
            Bounds("partition", partitions);
            if (from is { } next)
            {
                values.AddRange([next.Partition, next.Row]);
                sql.Append(CultureInfo.InvariantCulture, $" AND (partition, row) >= (?{values.Count}, ?{values.Count + 1})");
            }
        }

        sql.Append(" ORDER BY partition, row");
        var statement = session.Prepare(sql.ToString()).Bind(1, table);
        for (var i = 0; i < values.Count; i++) statement.Bind(i + 2, values[i]);
        return statement;

        void Bounds(string column, KeyRange range)
        {
            // A continuation is never before the lower bound, and two lower bounds would leave the choice of index range to luck.
            if (range.Low is { } low && from is null) Add($"{column} {(low.Inclusive ? ">=" : ">")}", low.Key);
            if (range.High is { } high) Add($"{column} {(high.Inclusive ? "<=" : "<")}", high.Key);
        }

        void Add(string condition, string value)
        {
            values.Add(value);
            sql.Append(CultureInfo.InvariantCulture, $" AND {condition} ?{values.Count + 1}");
        }
    }

    private static EntityRow Row(Statement statement, int column, string partitionKey, string rowKey)
    {
        var version = statement.Int64(column);
        var row = new EntityRow { PartitionKey = partitionKey, RowKey = rowKey, Timestamp = EntityVersion.ToMoment(version), ETag = EntityVersion.ToETag(version) };
        EntityCodec.Decode(statement.Bytes(column + 1), row.Properties);
        return row;
    }

    private static EntityRow Select(EntityRow row, IReadOnlyList<string>? select)
    {
        if (select is null or []) return row;
        if (!select.Contains("PartitionKey")) row.PartitionKey = null;
        if (!select.Contains("RowKey")) row.RowKey = null;
        if (!select.Contains("Timestamp")) row.Timestamp = null;
        row.Properties.RemoveAll(property => !select.Contains(property.Name));
        return row;
    }
}
