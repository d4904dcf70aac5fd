using System.Runtime.Serialization;
using System.Text;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>
/// The stored form of a message's headers: a version, the texts in a fixed order, the times and numbers, then the application properties.
/// </summary>
internal static class MessageHeaders
{
    private const byte Version = 1;

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
        PropertyMap.Write(writer, content.ApplicationProperties);
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
            ApplicationProperties = PropertyMap.Read(reader),
        };
    }

    // The order of the initialisers in Decode, which run as they are written.
    private static string?[] Texts(Payload content) =>
    [
        content.MessageId, content.SessionId, content.PartitionKey, content.TransactionPartitionKey, content.CorrelationId, content.Subject,
        content.ContentType, content.To, content.ReplyTo, content.ReplyToSessionId, content.DeadLetterSource,
    ];
}
