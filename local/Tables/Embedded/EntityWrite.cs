using Azure.Data.Tables;

namespace OmniFunctions.Local.Tables;

/// <summary>An operation made ready on the caller's thread, so that the writer's thread only binds and steps.</summary>
internal sealed class EntityWrite
{
    private EntityWrite(EntityOperation operation)
    {
        Row = operation.Row;
        Type = operation.Type;
        Properties = Type == TableTransactionActionType.Delete ? [] : EntityCodec.Encode(Row.Properties);
        Expected = EntityVersion.Expected(operation.IfMatch);
    }

    public EntityRow Row { get; }

    public TableTransactionActionType Type { get; }

    public string PartitionKey => Row.PartitionKey!;

    public string RowKey => Row.RowKey!;

    /// <summary>The row's own properties; a merge adds those already stored.</summary>
    public byte[] Properties { get; }

    /// <summary>The version the stored entity must have; null for any.</summary>
    public long? Expected { get; }

    public static (EntityWrite? Write, TableRefusal? Refusal) From(EntityOperation operation)
    {
        var refusal = operation.Type == TableTransactionActionType.Delete
            ? EntityRules.OfKeys(operation.Row.PartitionKey, operation.Row.RowKey)
            : EntityRules.OfEntity(operation.Row);
        if (refusal is not null) return (null, refusal);
        var write = new EntityWrite(operation);
        return write.Expected == EntityVersion.Unreadable ? (null, TableRefusal.InvalidInput("The etag value specified is not valid.")) : (write, null);
    }
}

/// <summary>What a write came to: the new version, or why it was refused.</summary>
internal readonly record struct WriteOutcome(long Version, TableRefusal? Refusal)
{
    public static implicit operator WriteOutcome(TableRefusal refusal) => new(0, refusal);
}
