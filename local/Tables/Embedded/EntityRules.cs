namespace OmniFunctions.Local.Tables;

/// <summary>
/// What the service accepts as a table, a key and an entity.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
/// </summary>
internal static class EntityRules
{
    public const int MaxProperties = 252;
    public const int MaxPropertyNameChars = 255;
    public const int MaxKeyChars = 512;
    public const int MaxValueBytes = 64 * 1024;
    public const int MaxEntityBytes = 1024 * 1024;
    public const int MaxTransactionActions = 100;
    public const int MaxTransactionBytes = 4 * 1024 * 1024;
    public const int MaxPage = 1000;
    private const int LengthPrefixBytes = 4;
    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TableRefusal? OfTableName(string name)
    {
        if (name.Length is < 3 or > 63) return TableRefusal.OutOfRange;
        return char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit) && !name.Equals("tables", StringComparison.OrdinalIgnoreCase)
            ? null
            : TableRefusal.InvalidTableName;
    }

    public static TableRefusal? OfKeys(string? partitionKey, string? rowKey)
    {
        if (partitionKey is null || rowKey is null) return TableRefusal.InvalidInput("An entity needs a PartitionKey and a RowKey.");
        return OfKey(partitionKey) ?? OfKey(rowKey);
    }

    public static TableRefusal? OfEntity(EntityRow row)
    {
        if (OfKeys(row.PartitionKey, row.RowKey) is { } refusal) return refusal;
        foreach (var property in row.Properties)
            if (OfProperty(property) is { } fault) return fault;
        if (row.Properties.Count > MaxProperties) return TableRefusal.TooManyProperties;
        return SizeBytes(row) > MaxEntityBytes ? TableRefusal.EntityTooLarge : null;
    }

    /// <summary>The size the service accounts, which is not what is stored here.</summary>
    public static int SizeBytes(EntityRow row)
    {
        var size = 4 + (row.PartitionKey!.Length + row.RowKey!.Length) * sizeof(char);
        foreach (var property in row.Properties) size += 8 + property.Name.Length * sizeof(char) + ValueBytes(property.Value);
        return size;
    }

    private static TableRefusal? OfKey(string key)
    {
        if (key.Length > MaxKeyChars) return TableRefusal.ValueTooLarge;
        foreach (var c in key)
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c)) return TableRefusal.OutOfRange;
        return null;
    }

    private static TableRefusal? OfProperty(EntityProperty property)
    {
        var name = property.Name;
        if (name.Length > MaxPropertyNameChars) return TableRefusal.PropertyNameTooLong;
        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_')) return TableRefusal.PropertyNameInvalid;
        foreach (var c in name)
            if (!(char.IsLetterOrDigit(c) || c == '_')) return TableRefusal.PropertyNameInvalid;
        if (property.Value is DateTimeOffset moment && moment < Earliest) return TableRefusal.OutOfRange;
        return ValueBytes(property.Value) > MaxValueBytes + LengthPrefixBytes ? TableRefusal.ValueTooLarge : null;
    }

    private static int ValueBytes(object value) => value switch
    {
        string text => LengthPrefixBytes + text.Length * sizeof(char),
        byte[] bytes => LengthPrefixBytes + bytes.Length,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };
}
