using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>
/// An entity as a dictionary. The address and the service's stamps are entries like any other:
/// <c>PartitionKey</c>, <c>RowKey</c>, <c>Timestamp</c>, <c>odata.etag</c>.
/// </summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    internal const string ETagName = "odata.etag";
    private readonly Dictionary<string, object> properties;

    public TableEntity() => properties = [];

    public TableEntity(IDictionary<string, object> values) => properties = new Dictionary<string, object>(values);

    public TableEntity(string partitionKey, string rowKey)
    {
        properties = [];
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => properties[nameof(Timestamp)] = value!;
    }

    public ETag ETag
    {
        get => properties.TryGetValue(ETagName, out var value) && value is string text ? new ETag(text) : default;
        set => properties[ETagName] = value.ToString();
    }

    /// <summary>The value, or null where the entity has no such property.</summary>
    public object this[string key]
    {
        get => properties.TryGetValue(key, out var value) ? value : null!;
        set => properties[key] = value;
    }

    public ICollection<string> Keys => properties.Keys;

    public int Count => properties.Count;

    ICollection<object> IDictionary<string, object>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <exception cref="InvalidOperationException">The property holds another type. So for all typed getters; an absent property is null.</exception>
    public string GetString(string key) => (string)Get(key, typeof(string))!;

    public byte[] GetBinary(string key) => (byte[])Get(key, typeof(byte[]))!;

    public BinaryData GetBinaryData(string key) => (BinaryData)Get(key, typeof(BinaryData))!;

    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool));

    public DateTime? GetDateTime(string key) => (DateTime?)Get(key, typeof(DateTime));

    public DateTimeOffset? GetDateTimeOffset(string key) => (DateTimeOffset?)Get(key, typeof(DateTimeOffset));

    public double? GetDouble(string key) => (double?)Get(key, typeof(double));

    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid));

    public int? GetInt32(string key) => (int?)Get(key, typeof(int));

    public long? GetInt64(string key) => (long?)Get(key, typeof(long));

    public void Add(string key, object value) => properties.Add(key, value);

    public void Clear() => properties.Clear();

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => properties.TryGetValue(key, out value);

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => properties.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private object? Get(string key, Type wanted)
    {
        if (!properties.TryGetValue(key, out var value) || value is null) return null;
        if (value.GetType() == wanted) return value;
        return value switch
        {
            DateTimeOffset moment when wanted == typeof(DateTime) => moment.UtcDateTime,
            DateTime moment when wanted == typeof(DateTimeOffset) => new DateTimeOffset(moment),
            byte[] bytes when wanted == typeof(BinaryData) => BinaryData.FromBytes(bytes),
            BinaryData data when wanted == typeof(byte[]) => data.ToArray(),
            _ => throw new InvalidOperationException($"Cannot return {wanted} type for a {value.GetType()} typed property."),
        };
    }
}
