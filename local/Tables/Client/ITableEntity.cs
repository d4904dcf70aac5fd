namespace Azure.Data.Tables;

/// <summary>What every entity has: its address in the table, and what the service stamps on it.</summary>
public interface ITableEntity
{
    /// <summary>At most 1 KiB of UTF-16, without <c>/ \ # ?</c> and control characters.</summary>
    string PartitionKey { get; set; }

    /// <summary>Unique within the partition; limits as for <see cref="PartitionKey"/>.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the entity. A value set by the caller is not stored.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version that was read, to be compared on update and delete.</summary>
    ETag ETag { get; set; }
}
