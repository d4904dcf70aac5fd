using System.Globalization;

namespace OmniFunctions.Local.Tables;

/// <summary>Brings .NET values to the eight types that a table stores, and back.</summary>
internal static class EntityValue
{
    /// <exception cref="NotSupportedException">A table cannot store a value of this type.</exception>
    public static object ToStored(object value) => value switch
    {
        string or int or long or double or bool or Guid or byte[] => value,
        DateTimeOffset moment => moment.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Utc } moment => new DateTimeOffset(moment),
        DateTime moment => throw new NotSupportedException(
            $"DateTime {moment.ToString("o", CultureInfo.InvariantCulture)} has a Kind of {moment.Kind}. Azure SDK requires it to be UTC. You can call DateTime.SpecifyKind or DateTime.ToUniversalTime to change the Kind."),
        BinaryData data => data.ToArray(),
        Enum name => name.ToString(),
        ulong number => unchecked((long)number),
        uint number => (long)number,
        float number => (double)number,
        short or ushort or byte or sbyte => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A table cannot store a value of type {value.GetType()}."),
    };

    /// <summary>The stored value as the type of an entity's property.</summary>
    public static object ToMember(object stored, Type member)
    {
        var type = Nullable.GetUnderlyingType(member) ?? member;
        if (type.IsInstanceOfType(stored)) return stored;
        return stored switch
        {
            DateTimeOffset moment when type == typeof(DateTime) => moment.UtcDateTime,
            byte[] bytes when type == typeof(BinaryData) => BinaryData.FromBytes(bytes),
            string name when type.IsEnum => Enum.Parse(type, name),
            long number when type == typeof(ulong) => unchecked((ulong)number),
            int or long or double when type.IsPrimitive => Convert.ChangeType(stored, type, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"Cannot return {type} type for a {stored.GetType()} typed property."),
        };
    }
}
