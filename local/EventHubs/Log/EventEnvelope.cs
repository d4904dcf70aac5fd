using System.Globalization;
using System.Runtime.Serialization;
using System.Text;
using Azure.Messaging.EventHubs;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.EventHubs;

/// <summary>Turns events into what is stored of them and back.</summary>
internal static class EventEnvelope
{
    private const byte Version = 1;

    public static int SizeOf(EventData data) => data.EventBody.ToMemory().Length + EncodeHeaders(data).Length;

    public static byte[] EncodeHeaders(EventData data)
    {
        using var stream = new MemoryStream(128);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        Write(writer, data.ContentType);
        Write(writer, data.MessageId);
        Write(writer, data.CorrelationId);
        PropertyMap.Write(writer, (IReadOnlyCollection<KeyValuePair<string, object>>)data.Properties);
        writer.Flush();
        return stream.ToArray();
    }

    public static EventData Decode(StoredEvent stored)
    {
        using var reader = new BinaryReader(new MemoryStream(stored.Headers.ToArray(), writable: false), Encoding.UTF8);
        if (reader.ReadByte() is var version and not Version) throw new SerializationException($"A stored event has headers of version {version}; this program reads {Version}.");
        var (contentType, messageId, correlationId) = (Read(reader), Read(reader), Read(reader));
        var data = EventData.Stored(
            BinaryData.FromBytes(stored.Body),
            PropertyMap.Read(reader),
            null,
            stored.Sequence,
            stored.Sequence.ToString(CultureInfo.InvariantCulture),
            stored.EnqueuedAt,
            stored.PartitionKey);
        (data.ContentType, data.MessageId, data.CorrelationId) = (contentType, messageId, correlationId);
        return data;
    }

    private static void Write(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null) writer.Write(text);
    }

    private static string? Read(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
