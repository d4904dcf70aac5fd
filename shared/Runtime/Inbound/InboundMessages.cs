using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Channels;
using OmniFunctions.Json;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>The queue between door and intake. Bodies are sealed; sessions and ids are digests.</summary>
public sealed class InboundMessages(ServiceBusClient bus, Sealer sealer, Backlog backlog)
{
    /// <summary>Whose it is, for the case that nothing else of it can be read.</summary>
    private const string TenantProperty = "tenant";

    /// <summary>The id under which a message was first sent, on a copy of one that was set aside: the broker would take the same id for a repetition and drop it.</summary>
    private const string OriginalProperty = "original";

    private readonly ServiceBusSender sender = bus.CreateSender(BusKeys.Inbound);

    /// <summary>Completes when the broker has all of them durably. It drops those it has had before.</summary>
    /// <exception cref="ServiceBusException">Not all of them are known to be kept; sending all again is right.</exception>
    public async Task SendAsync(IReadOnlyList<Envelope> envelopes, CancellationToken cancellation)
    {
        var messages = envelopes.Select(Message).ToList();
        try
        {
            await sender.SendMessagesAsync(messages, cancellation);
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageSizeExceeded && messages.Count > 1)
        {
            // Together they are too large for one transfer. One after the other they keep their order.
            foreach (var message in messages) await sender.SendMessageAsync(message, cancellation);
        }

        backlog.Accepted(messages.Count);
    }

    /// <exception cref="SealBrokenException">It was not sealed here as the body of this message.</exception>
    /// <exception cref="JsonException">It is no envelope.</exception>
    public Envelope Open(string messageId, BinaryData body) =>
        JsonSerializer.Deserialize(sealer.Open(body.ToMemory().Span, Place.InQueue(BusKeys.Inbound, messageId)), CoreJson.Instance.Envelope)
        ?? throw new JsonException("An envelope is null.");

    /// <summary>The tenant as it is noted outside of the seal; null on a message that the door did not make.</summary>
    public static TenantId? TenantOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(TenantProperty, out var tenant) && tenant is string { Length: > 0 } name ? new TenantId(name) : null;

    /// <summary>The id by which a message is known as a repetition and its seal is opened, however often it was sent.</summary>
    public static string IdOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(OriginalProperty, out var original) && original is string { Length: > 0 } id ? id : message.MessageId!;

    /// <summary>A message that was set aside, as it is sent once more.</summary>
    internal static ServiceBusMessage Again(ServiceBusReceivedMessage letter)
    {
        var id = IdOf(letter);
        var copy = new ServiceBusMessage(letter) { MessageId = string.Create(CultureInfo.InvariantCulture, $"{id}-again-{letter.SequenceNumber}") };
        copy.ApplicationProperties[OriginalProperty] = id;
        return copy;
    }

    private ServiceBusMessage Message(Envelope envelope)
    {
        var id = BusKeys.InboundMessage(envelope.Account, envelope.Item.DedupeKey);
        var plain = JsonSerializer.SerializeToUtf8Bytes(envelope, CoreJson.Instance.Envelope);
        return MessageTrace.Onto(new ServiceBusMessage(new BinaryData(sealer.Seal(plain, Place.InQueue(BusKeys.Inbound, id))))
        {
            MessageId = id,
            SessionId = BusKeys.InboundSession(envelope.Account, envelope.Item.Sender),
            ContentType = "application/octet-stream",
            ApplicationProperties = { [TenantProperty] = envelope.Account.Tenant.Value },
        });
    }
}
