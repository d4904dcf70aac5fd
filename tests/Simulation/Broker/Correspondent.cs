using Azure.Messaging.ServiceBus;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Broker;

/// <summary>Sends the messages of one session, one batch at a time, and sends a batch again as long as nobody has acknowledged it.</summary>
internal sealed class Correspondent(string session, BrokerTruth truth, RunContext run, Chance chance, bool duplicates)
{
    private const int MaxBatch = 3;
    private readonly List<Letter> open = [];
    private bool busy;
    private int sent;

    public bool IsBusy => busy;

    public bool IsIdle => open.Count == 0 && !busy;

    public bool Act(SimulatedProcess process, string queue)
    {
        if (busy) return false;
        if (open.Count == 0) Write();
        run.Start($"the sender of {session}", () => SendAsync(process, queue));
        return true;
    }

    public void Died() => busy = false;

    private void Write()
    {
        for (var i = chance.Between(1, MaxBatch); i > 0; i--)
        {
            var number = ++sent;
            var letter = new Letter($"{session}-{number}", session, number)
            {
                IsPoison = chance.Happens(0.05),
                Due = chance.Happens(0.1) ? run.World.Wall + chance.Span(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) : null,
            };
            open.Add(letter);
            truth.Written(letter);
        }
    }

    private async Task SendAsync(SimulatedProcess process, string queue)
    {
        busy = true;
        var batch = open.ToArray();
        foreach (var letter in batch)
        {
            if (letter.Attempts++ == 0) (letter.FirstSent, letter.FirstSentAfter) = (run.World.Wall, run.World.Elapsed);
            (letter.LastSent, letter.SentFor) = (run.World.LatestWall, run.World.Elapsed - letter.FirstSentAfter);
        }

        try
        {
            var sender = new ServiceBusClient(process.BusConnection).CreateSender(queue);
            await sender.SendMessagesAsync(batch.Select(letter => new ServiceBusMessage(letter.Id)
            {
                MessageId = letter.Id,
                SessionId = letter.Session,
                ScheduledEnqueueTime = letter.Due ?? default,
            }));
            foreach (var letter in batch) letter.IsAcknowledged = true;
            run.Trace.Add($"sent {batch[0].Id}+{batch.Length - 1}");

            // A sender that did not hear the answer sends once more.
            if (!duplicates || !chance.Happens(0.1)) open.Clear();
        }
        catch (Exception e) when (Client.IsRefusal(e))
        {
            run.Trace.Add($"not sent {batch[0].Id}");
        }

        busy = false;
    }
}
