using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Sealing;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Inbound;

/// <summary>
/// Takes accepted messages into their conversations, one sender's in order. One that will never be readable is set aside at once, where
/// people look for it, and leaves a mark in its conversation; what merely fails is thrown back after a pause and comes again,
/// and leaves its mark before it is thrown back for the last time.
/// </summary>
public sealed class IntakeFunction(Intake intake, GapMarker gaps, Backlog backlog, RightOfWay rightOfWay, TimeProvider time)
{
    [Function("Intake")]
    public async Task ReceiveAsync(
        [ServiceBusTrigger("inbound", Connection = "ServiceBus", IsSessionsEnabled = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        using var span = MessageTrace.Continue("take in", message);
        IntakeOutcome outcome;
        using var turn = await rightOfWay.GiveWayAsync(message.EnqueuedTime, cancellationToken);
        try
        {
            outcome = await intake.HandleAsync(InboundMessages.IdOf(message), message.Body, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is SealBrokenException or JsonException)
        {
            await SetAsideAsync(message, actions, unreadable.GetType().Name, cancellationToken);
            return;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Redelivery.PauseAfter(message.DeliveryCount), time, cancellationToken);

            // What keeps the message out may keep the mark out too: then whoever goes through the dead letters leaves it.
            if (message.DeliveryCount >= Redelivery.Deliveries)
            {
                backlog.Left(message.EnqueuedTime);
                await MarkAsync(message, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            throw;
        }

        if (outcome.Refusal is { } refusal)
        {
            await SetAsideAsync(message, actions, refusal.ToString(), cancellationToken);
            return;
        }

        Signals.TakenIn(time.GetUtcNow() - message.EnqueuedTime);
        backlog.Left(message.EnqueuedTime);
        foreach (var other in outcome.Also) await Doorbell.RingAsync(durable, other, Wake.Ring, cancellationToken);
        var waking = outcome.Conversation is { } conversation ? Doorbell.RingAsync(durable, conversation, outcome.Wake, cancellationToken) : Task.CompletedTask;

        // A lifecycle that is not there yet has to be before the message is gone. A ring may be lost, so the two need not wait for one another, and share a flush.
        if (outcome.Wake is not Wake.Ring) await waking;
        await Task.WhenAll(waking, actions.CompleteMessageAsync(message, CancellationToken.None));
    }

    /// <summary>The mark comes first: what is set aside does not come again, so nobody would leave it later.</summary>
    private async Task SetAsideAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason, CancellationToken cancellation)
    {
        backlog.Left(message.EnqueuedTime);
        await MarkAsync(message, cancellation);
        await actions.DeadLetterMessageAsync(message, deadLetterReason: reason, cancellationToken: CancellationToken.None);
    }

    private Task MarkAsync(ServiceBusReceivedMessage message, CancellationToken cancellation) =>
        InboundMessages.TenantOf(message) is { } tenant && message.SessionId is { } sender ? gaps.MarkAsync(tenant, sender, InboundMessages.IdOf(message), cancellation) : Task.CompletedTask;
}
