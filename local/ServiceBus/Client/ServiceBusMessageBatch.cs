using OmniFunctions.Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that are sent as one unit: all of them are stored, or none.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly List<ServiceBusMessage> messages = [];

    internal ServiceBusMessageBatch(long maxSizeInBytes) => MaxSizeInBytes = maxSizeInBytes;

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    public int Count => messages.Count;

    internal IReadOnlyList<ServiceBusMessage> Messages => messages;

    /// <returns>False when the message would take the batch over its limit; the batch is then unchanged.</returns>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var size = Payload.From(message).SizeInBytes;
        if (SizeInBytes + size > MaxSizeInBytes) return false;
        SizeInBytes += size;
        messages.Add(message);
        return true;
    }

    public void Dispose() => messages.Clear();
}
