using Azure.Messaging.ServiceBus;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// The messages that were set aside, for people: to look at, and to send again once what kept them out is mended. Sending again is safe, since a message that was
/// taken in after all is recognised and dropped.
/// </summary>
public sealed class DeadLetters(ServiceBusClient bus)
{
    /// <summary>The oldest of the queue, if there are more.</summary>
    public const int MaxLetters = 1_000;

    private const int LettersOfOnePage = 100;
    private static readonly TimeSpan WaitForMore = TimeSpan.FromMilliseconds(200);
    private readonly ServiceBusSender sender = bus.CreateSender(BusKeys.Inbound);

    /// <summary>A tenant's letters, oldest first.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        await using var receiver = Receiver();
        var found = new List<DeadLetter>();
        for (var left = MaxLetters; left > 0; left -= LettersOfOnePage)
        {
            var page = await receiver.PeekMessagesAsync(LettersOfOnePage, cancellationToken: cancellation);
            if (page.Count == 0) break;
            found.AddRange(page.Where(letter => InboundMessages.TenantOf(letter) == tenant).Select(DeadLetter.Of));
        }

        return found;
    }

    /// <summary>Puts letters of a tenant at the end of their customers' lines again. One that fails again comes back here.</summary>
    /// <param name="chosen">Sequence numbers; null for all.</param>
    /// <returns>How many went.</returns>
    public async Task<int> SendAgainAsync(TenantId tenant, IReadOnlySet<long>? chosen, CancellationToken cancellation = default)
    {
        await using var receiver = Receiver();
        var (sent, kept) = (0, new List<ServiceBusReceivedMessage>());
        try
        {
            for (var left = MaxLetters; left > 0; left -= LettersOfOnePage)
            {
                var page = await receiver.ReceiveMessagesAsync(LettersOfOnePage, WaitForMore, cancellation);
                if (page.Count == 0) break;
                foreach (var letter in page)
                {
                    if (InboundMessages.TenantOf(letter) != tenant || chosen?.Contains(letter.SequenceNumber) == false)
                    {
                        kept.Add(letter);
                        continue;
                    }

                    // The copy first: a fall in between leaves two, of which the second is recognised.
                    await sender.SendMessageAsync(InboundMessages.Again(letter), cancellation);
                    await receiver.CompleteMessageAsync(letter, CancellationToken.None);
                    sent++;
                }
            }
        }
        finally
        {
            foreach (var letter in kept) await receiver.AbandonMessageAsync(letter, cancellationToken: CancellationToken.None);
        }

        return sent;
    }

    private ServiceBusReceiver Receiver() => bus.CreateReceiver(BusKeys.Inbound, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
}

/// <summary>A message that was set aside. What it says stays sealed.</summary>
/// <param name="Sequence">The queue's number of it.</param>
/// <param name="Reason">As the broker or intake gave it.</param>
/// <param name="Deliveries">Tries it had.</param>
public sealed record DeadLetter(long Sequence, string Reason, string? Description, DateTimeOffset EnqueuedAt, int Deliveries)
{
    internal static DeadLetter Of(ServiceBusReceivedMessage letter) =>
        new(letter.SequenceNumber, letter.DeadLetterReason ?? "", letter.DeadLetterErrorDescription, letter.EnqueuedTime, letter.DeliveryCount);
}
