using Azure.Data.Tables;

namespace OmniFunctions.Local.Tables;

/// <summary>Between a client's entity types and <see cref="EntityRow"/>.</summary>
internal static class EntityMapper
{
    private const string PartitionKey = nameof(ITableEntity.PartitionKey);
    private const string RowKey = nameof(ITableEntity.RowKey);
    private const string Timestamp = nameof(ITableEntity.Timestamp);

    public static EntityRow ToRow(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey, RowKey);
        var row = new EntityRow { PartitionKey = entity.PartitionKey, RowKey = entity.RowKey };
        if (entity is IDictionary<string, object> dictionary)
        {
            foreach (var (name, value) in dictionary)
                if (value is not null && name is not (PartitionKey or RowKey or Timestamp or TableEntity.ETagName))
                    row.Properties.Add(new EntityProperty(name, EntityValue.ToStored(value)));
        }
        else
        {
            EntityShape.Of(entity.GetType()).Read(entity, row);
        }

        return row;
    }

    public static T ToEntity<T>(EntityRow row) where T : class, ITableEntity
    {
        if (typeof(T) == typeof(TableEntity) || typeof(T) == typeof(ITableEntity)) return (T)(ITableEntity)ToDictionary(row);
        var entity = Activator.CreateInstance<T>();
        if (row.PartitionKey is { } partition) entity.PartitionKey = partition;
        if (row.RowKey is { } key) entity.RowKey = key;
        entity.Timestamp = row.Timestamp;
        entity.ETag = row.ETag;
        EntityShape.Of(typeof(T)).Write(row, entity);
        return entity;
    }

    private static TableEntity ToDictionary(EntityRow row)
    {
        var entity = new TableEntity { ETag = row.ETag };
        if (row.PartitionKey is { } partition) entity.PartitionKey = partition;
        if (row.RowKey is { } key) entity.RowKey = key;
        if (row.Timestamp is { } moment) entity.Timestamp = moment;
        foreach (var property in row.Properties) entity[property.Name] = property.Value;
        return entity;
    }
}
