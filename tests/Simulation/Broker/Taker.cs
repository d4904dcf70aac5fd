using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Broker;

/// <summary>
/// Receives, and settles what it has in any way and at any time, too late among them. Does one thing after the other; what it holds is
/// the test's knowledge of locks.
/// </summary>
internal sealed class Taker(string name, BrokerTruth truth, RunContext run, Chance chance, bool sessions)
{
    private const int MaxReceived = 4;
    private readonly List<(Copy Copy, ServiceBusReceivedMessage Message)> held = [];
    private ServiceBusReceiver? receiver;
    private (Copy Copy, CopyState State)? settling;
    private bool busy;
    private bool calm;

    public string Name => name;

    public bool IsBusy => busy;

    public bool Holds(string session) =>
        receiver is ServiceBusSessionReceiver { IsClosed: false } present && present.SessionId == session && present.SessionLockedUntil > run.World.LatestWall;

    public void CalmDown() => calm = true;

    public void Died()
    {
        if (settling is { } unknown) unknown.Copy.Perhaps = unknown.State;
        (settling, receiver, busy) = (null, null, false);
        held.Clear();
    }

    public bool Act(SimulatedProcess process)
    {
        if (busy) return false;
        run.Start(name, () => DoAsync(process));
        return true;
    }

    private async Task DoAsync(SimulatedProcess process)
    {
        busy = true;
        try
        {
            if (receiver is null) await AcceptAsync(new ServiceBusClient(process.BusConnection));
            else if (held.Count > 0 && chance.Happens(calm ? 1 : 0.6)) await SettleAsync();
            else if (!calm && chance.Happens(0.1)) await RenewAsync();
            else if (chance.Happens(0.15) && truth.Deferred.Any()) await ReceiveDeferredAsync();
            else if (sessions && chance.Happens(0.2)) await CloseAsync();
            else await ReceiveAsync();
        }
        catch (StoreException e)
        {
            run.Trace.Add($"{name} was refused: disk full {e.IsDiskFull}");
        }
        catch (ServiceBusException e)
        {
            run.Trace.Add($"{name} was refused: {e.Reason}");
            if (e.Reason == ServiceBusFailureReason.SessionLockLost) LetGo();
        }

        settling = null;
        busy = false;
    }

    private async Task AcceptAsync(ServiceBusClient client)
    {
        if (!sessions)
        {
            receiver = client.CreateReceiver(BrokerWorkload.Queue);
            return;
        }

        var session = chance.Happens(0.8)
            ? await client.AcceptNextSessionAsync(BrokerWorkload.Queue)
            : await client.AcceptSessionAsync(BrokerWorkload.Queue, BrokerWorkload.SessionName(chance.Below(BrokerWorkload.Sessions)));
        run.Trace.Add($"{name} accepted {session.SessionId}");
        truth.Accepted(session.SessionId, this);
        receiver = session;
    }

    private async Task ReceiveAsync()
    {
        var wanted = chance.Between(1, MaxReceived);
        IReadOnlyList<ServiceBusReceivedMessage> messages = [];
        truth.Receiving++;
        try
        {
            messages = await receiver!.ReceiveMessagesAsync(wanted, chance.Span(TimeSpan.Zero, TimeSpan.FromSeconds(20)));
        }
        finally
        {
            truth.Receiving--;
            if (messages.Count < wanted) truth.LostAnswers++;
        }

        run.Trace.Add($"{name} received {messages.Count}");
        foreach (var message in messages) Take(message, asDeferred: false);
    }

    private async Task ReceiveDeferredAsync()
    {
        var number = chance.OneOf(truth.Deferred.ToArray());
        ServiceBusReceivedMessage message;
        try
        {
            message = await receiver!.ReceiveDeferredMessageAsync(number);
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageNotFound)
        {
            // It may have been delivered so late that it was gone by then, and that counts.
            truth.LostAnswers++;
            throw;
        }

        run.Trace.Add($"{name} received deferred {message.Body}");
        Take(message, asDeferred: true);
    }

    private void Take(ServiceBusReceivedMessage message, bool asDeferred)
    {
        if (truth.Received(message, this, asDeferred) is not { } copy) return;
        run.Trace.Add($"{name} has {copy.Letter.Id}, delivery {message.DeliveryCount}");
        held.Add((copy, message));
    }

    private async Task SettleAsync()
    {
        // In order within a session, as a handler of one call at a time does; else any.
        var place = chance.Happens(0.7) ? 0 : chance.Below(held.Count);
        var (copy, message) = held[place];
        var way = calm ? 0 : copy.Letter.IsPoison ? 60 : chance.Below(100);
        try
        {
            switch (way)
            {
                case < 50:
                    settling = (copy, CopyState.Completed);
                    await receiver!.CompleteMessageAsync(message);
                    truth.Settled(copy, message, CopyState.Completed);
                    break;
                case < 70:
                    settling = (copy, CopyState.Active);
                    await receiver!.AbandonMessageAsync(message, chance.Happens(0.3) ? new Dictionary<string, object> { ["tried"] = copy.LastCount } : null);
                    truth.Settled(copy, message, copy.State);
                    copy.Failures = Math.Max(copy.Failures, message.DeliveryCount);
                    break;
                case < 80:
                    settling = (copy, CopyState.Deferred);
                    await receiver!.DeferMessageAsync(message);
                    truth.Settled(copy, message, CopyState.Deferred);
                    break;
                case < 90:
                    settling = (copy, CopyState.Dead);
                    await receiver!.DeadLetterMessageAsync(message, "for a reason");
                    truth.Settled(copy, message, CopyState.Dead);
                    break;
                default:
                    // Forgotten: the lock runs out.
                    run.Trace.Add($"{name} forgets {copy.Letter.Id}");
                    held.RemoveAt(place);
                    return;
            }

            run.Trace.Add($"{name} settled {copy.Letter.Id}, way {way / 10}");
            held.RemoveAt(place);
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            run.Trace.Add($"{name} lost {copy.Letter.Id}");
            held.RemoveAt(place);
        }
    }

    private async Task RenewAsync()
    {
        run.Trace.Add($"{name} renews");
        if (receiver is ServiceBusSessionReceiver session) await session.RenewSessionLockAsync();
        else if (held.Count > 0) await receiver!.RenewMessageLockAsync(held[0].Message);
    }

    private async Task CloseAsync()
    {
        run.Trace.Add($"{name} closes");
        await receiver!.CloseAsync();
        LetGo();
    }

    private void LetGo()
    {
        truth.LetGo(this);
        held.Clear();
        receiver = null;
    }
}
