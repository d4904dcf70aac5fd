using System.Runtime.Serialization;

namespace OmniFunctions.Local.Store;

/// <summary>
/// The stored form of the free properties that messages and events carry: each value with the code of its type, so that it comes back
/// as the type it was ("Messages, payloads, and serialization" on learn.microsoft.com lists the types).
/// </summary>
public static class PropertyMap
{
    // Stored codes: add at the end, never renumber.
    private enum Kind : byte
    {
        Null, Text, Boolean, Byte, SByte, Int16, UInt16, Int32, UInt32, Int64, UInt64, Single, Double, Decimal, Char, Guid, DateTime, DateTimeOffset, TimeSpan, Uri, Bytes,
    }

    /// <exception cref="SerializationException">A value is of a type that the protocols do not carry.</exception>
    public static void Write(BinaryWriter writer, IReadOnlyCollection<KeyValuePair<string, object>> properties)
    {
        writer.Write7BitEncodedInt(properties.Count);
        foreach (var (key, value) in properties)
        {
            writer.Write(key);
            Write(writer, key, value);
        }
    }

    public static Dictionary<string, object> Read(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var properties = new Dictionary<string, object>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++) properties.Add(reader.ReadString(), ReadValue(reader)!);
        return properties;
    }

    private static void Write(BinaryWriter writer, string key, object? value)
    {
        void Begin(Kind kind) => writer.Write((byte)kind);
        switch (value)
        {
            case null: Begin(Kind.Null); break;
            case string text: Begin(Kind.Text); writer.Write(text); break;
            case bool flag: Begin(Kind.Boolean); writer.Write(flag); break;
            case byte number: Begin(Kind.Byte); writer.Write(number); break;
            case sbyte number: Begin(Kind.SByte); writer.Write(number); break;
            case short number: Begin(Kind.Int16); writer.Write(number); break;
            case ushort number: Begin(Kind.UInt16); writer.Write(number); break;
            case int number: Begin(Kind.Int32); writer.Write(number); break;
            case uint number: Begin(Kind.UInt32); writer.Write(number); break;
            case long number: Begin(Kind.Int64); writer.Write(number); break;
            case ulong number: Begin(Kind.UInt64); writer.Write(number); break;
            case float number: Begin(Kind.Single); writer.Write(number); break;
            case double number: Begin(Kind.Double); writer.Write(number); break;
            case decimal number: Begin(Kind.Decimal); writer.Write(number); break;
            case char character: Begin(Kind.Char); writer.Write((ushort)character); break;
            case Guid id: Begin(Kind.Guid); writer.Write(id.ToByteArray()); break;
            case DateTime time: Begin(Kind.DateTime); writer.Write(time.ToUniversalTime().Ticks); break;
            case DateTimeOffset time: Begin(Kind.DateTimeOffset); writer.Write(time.UtcTicks); break;
            case TimeSpan span: Begin(Kind.TimeSpan); writer.Write(span.Ticks); break;
            case Uri uri: Begin(Kind.Uri); writer.Write(uri.OriginalString); break;
            case byte[] bytes: Begin(Kind.Bytes); writer.Write7BitEncodedInt(bytes.Length); writer.Write(bytes); break;
            default: throw new SerializationException($"The property '{key}' is a {value.GetType().FullName}, which cannot be carried.");
        }
    }

    private static object? ReadValue(BinaryReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.Null => null,
        Kind.Text => reader.ReadString(),
        Kind.Boolean => reader.ReadBoolean(),
        Kind.Byte => reader.ReadByte(),
        Kind.SByte => reader.ReadSByte(),
        Kind.Int16 => reader.ReadInt16(),
        Kind.UInt16 => reader.ReadUInt16(),
        Kind.Int32 => reader.ReadInt32(),
        Kind.UInt32 => reader.ReadUInt32(),
        Kind.Int64 => reader.ReadInt64(),
        Kind.UInt64 => reader.ReadUInt64(),
        Kind.Single => reader.ReadSingle(),
        Kind.Double => reader.ReadDouble(),
        Kind.Decimal => reader.ReadDecimal(),
        Kind.Char => (char)reader.ReadUInt16(),
        Kind.Guid => new Guid(reader.ReadBytes(16)),
        Kind.DateTime => new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        Kind.DateTimeOffset => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        Kind.TimeSpan => TimeSpan.FromTicks(reader.ReadInt64()),
        Kind.Uri => new Uri(reader.ReadString(), UriKind.RelativeOrAbsolute),
        Kind.Bytes => reader.ReadBytes(reader.Read7BitEncodedInt()),
        var unknown => throw new SerializationException($"A stored property is of the unknown kind {(byte)unknown}."),
    };
}
