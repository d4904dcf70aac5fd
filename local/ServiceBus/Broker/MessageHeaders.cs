using System.Runtime.Serialization;
using System.Text;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>
/// The stored form of a message's headers: a version, the texts in a fixed order, then the application properties, each with the code
/// of its type. The types are those that the message protocol carries ("Messages, payloads, and serialization" on learn.microsoft.com).
/// </summary>
internal static class MessageHeaders
{
    private const byte Version = 1;

    private enum Kind : byte
    {
        Null, Text, Boolean, Byte, SByte, Int16, UInt16, Int32, UInt32, Int64, UInt64, Single, Double, Decimal, Char, Guid, DateTime, DateTimeOffset, TimeSpan, Uri, Bytes,
    }

    public static byte[] Encode(Payload content)
    {
        using var stream = new MemoryStream(256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        foreach (var text in Texts(content))
        {
            writer.Write(text is not null);
            if (text is not null) writer.Write(text);
        }

        writer.Write(content.TimeToLive.Ticks);
        writer.Write(content.ScheduledEnqueueTime.UtcTicks);
        writer.Write(content.EnqueuedSequenceNumber);
        writer.Write7BitEncodedInt(content.ApplicationProperties.Count);
        foreach (var (key, value) in content.ApplicationProperties)
        {
            writer.Write(key);
            Write(writer, key, value);
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static Payload Decode(byte[] headers, byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(headers, writable: false), Encoding.UTF8);
        if (reader.ReadByte() is var version and not Version) throw new SerializationException($"A stored message has headers of version {version}; this program reads {Version}.");
        string? Text() => reader.ReadBoolean() ? reader.ReadString() : null;
        return new Payload
        {
            Body = BinaryData.FromBytes(body),
            MessageId = Text(),
            SessionId = Text(),
            PartitionKey = Text(),
            TransactionPartitionKey = Text(),
            CorrelationId = Text(),
            Subject = Text(),
            ContentType = Text(),
            To = Text(),
            ReplyTo = Text(),
            ReplyToSessionId = Text(),
            DeadLetterSource = Text(),
            TimeToLive = TimeSpan.FromTicks(reader.ReadInt64()),
            ScheduledEnqueueTime = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            EnqueuedSequenceNumber = reader.ReadInt64(),
            ApplicationProperties = Properties(reader),
        };
    }

    // The order of the initialisers in Decode, which run as they are written.
    private static string?[] Texts(Payload content) =>
    [
        content.MessageId, content.SessionId, content.PartitionKey, content.TransactionPartitionKey, content.CorrelationId, content.Subject,
        content.ContentType, content.To, content.ReplyTo, content.ReplyToSessionId, content.DeadLetterSource,
    ];

    private static Dictionary<string, object> Properties(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var properties = new Dictionary<string, object>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++) properties.Add(reader.ReadString(), Read(reader)!);
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
            default: throw new SerializationException($"The application property '{key}' is a {value.GetType().FullName}, which a message cannot carry.");
        }
    }

    private static object? Read(BinaryReader reader) => (Kind)reader.ReadByte() switch
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
        var unknown => throw new SerializationException($"A stored message has a property of the unknown kind {(byte)unknown}."),
    };
}
