using Azure;

namespace OmniFunctions.Local.Tables;

/// <summary>An entity between a client's type and a back end: the address, the stamps, and values of the eight stored types.</summary>
/// <remarks>Values are string, int, long, double, bool, <see cref="DateTimeOffset"/> in UTC, <see cref="Guid"/> or byte[].</remarks>
internal sealed class EntityRow
{
    /// <summary>Null in an answer whose selection leaves it out.</summary>
    public string? PartitionKey { get; set; }

    public string? RowKey { get; set; }

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public List<EntityProperty> Properties { get; } = [];

    public object? Find(string name)
    {
        foreach (var property in Properties)
            if (property.Name == name) return property.Value;
        return null;
    }
}

internal readonly record struct EntityProperty(string Name, object Value);
