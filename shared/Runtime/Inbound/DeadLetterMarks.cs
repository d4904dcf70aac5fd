using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Sees to it that every dead letter of a customer has left its mark. Whoever bears a message for the last time leaves the mark there and then;
/// but what kept the message out may keep the mark out too, and a process that dies with a message ten times says nothing at all.
/// The letters stay where they are, for people to look at.
/// </summary>
public sealed class DeadLetterMarks(ServiceBusClient bus, GapMarker gaps, ILogger<DeadLetterMarks> logger)
{
    /// <summary>When it runs, as a timer trigger reads it.</summary>
    public const string Schedule = "30 * * * * *";

    /// <summary>The oldest letters, if there are more: then somebody has to look at them anyway.</summary>
    public const int MaxLetters = 1_000;

    private const int LettersOfOnePage = 100;
    private readonly Lock gate = new();
    private HashSet<long> marked = [];

    /// <returns>How many letters were looked at for the first time.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        await using var receiver = bus.CreateReceiver(BusKeys.Inbound, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var (found, looked) = (new HashSet<long>(), 0);
        for (var left = MaxLetters; left > 0; left -= LettersOfOnePage)
        {
            // A receiver goes on peeking where it left off.
            var page = await receiver.PeekMessagesAsync(LettersOfOnePage, cancellationToken: cancellation);
            if (page.Count == 0) break;
            foreach (var letter in page)
            {
                if (IsNew(letter.SequenceNumber))
                {
                    looked++;
                    if (!await TryMarkAsync(letter, cancellation)) continue;
                }

                found.Add(letter.SequenceNumber);
            }
        }

        // Those that are gone by now are forgotten with it.
        lock (gate) marked = found;
        return looked;
    }

    private bool IsNew(long letter)
    {
        lock (gate) return !marked.Contains(letter);
    }

    private async Task<bool> TryMarkAsync(ServiceBusReceivedMessage letter, CancellationToken cancellation)
    {
        if (InboundMessages.TenantOf(letter) is not { } tenant || letter.SessionId is not { } sender || letter.MessageId is null) return true;
        try
        {
            await gaps.MarkAsync(tenant, sender, InboundMessages.IdOf(letter), cancellation);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // One conversation that cannot be written holds up no other, and is looked at again the next time.
            logger.LogWarning(e, "The dead letter {Letter} could not leave its mark", letter.SequenceNumber);
            return false;
        }
    }
}
