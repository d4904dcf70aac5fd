using Azure.Messaging.ServiceBus;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Broker;

/// <summary>Takes dead letters out of their queue, one at a time.</summary>
internal sealed class DeadLetterTaker(BrokerTruth truth, RunContext run)
{
    private string? settling;
    private bool busy;

    public bool IsBusy => busy;

    public void Died()
    {
        if (settling is not null) truth.Find(settling).DeadLetterUnknown = true;
        (settling, busy) = (null, false);
    }

    public bool Act(SimulatedProcess process)
    {
        if (busy) return false;
        run.Start("the taker of dead letters", () => TakeAsync(process));
        return true;
    }

    private async Task TakeAsync(SimulatedProcess process)
    {
        busy = true;
        try
        {
            var receiver = new ServiceBusClient(process.BusConnection)
                .CreateReceiver(BrokerWorkload.Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
            if (await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(10)) is { } message)
            {
                truth.DeadLetterTaken(message);
                settling = message.Body.ToString();
                await receiver.CompleteMessageAsync(message);
                truth.DeadLetterEnded(message);
                run.Trace.Add($"dead letter {settling}");
            }
        }
        catch (Exception e) when (Client.IsRefusal(e))
        {
            run.Trace.Add($"dead letters were refused");
        }

        settling = null;
        busy = false;
    }
}
