using OmniFunctions.Durable.Conversations;
using OmniFunctions.Local.DurableTask.Replay;

namespace OmniFunctions.Tests.Replay.Recording;

/// <summary>A life of a conversation that a seed makes up.</summary>
internal sealed class RandomConversation(int seed)
{
    private const int MaxMoments = 30;
    private const int MaxEffectsPerLook = 4;

    private readonly Random random = new(seed);

    public async Task<StoredHistory> PlayAsync(Stage stage)
    {
        stage.Looks.Enqueue(_ => Look(stage.Now));
        await stage.BeginConversationAsync();
        var moments = random.Next(2, MaxMoments);
        for (var moment = 0; moment < moments; moment++)
        {
            var look = moment == moments - 1 && random.Next(3) == 0 ? Steps.End : Look(stage.Now);
            stage.Looks.Enqueue(_ => look);
            if (random.Next(10) == 0) stage.Failures.Enqueue(true);
            if (random.Next(4) == 0) stage.Joinings.Enqueue(false);
            await HappenAsync(stage);
        }

        return stage.Export();
    }

    private Task HappenAsync(Stage stage) => random.Next(10) switch
    {
        < 5 => stage.RingAsync(),
        5 => stage.RingAsync(random.Next(2, 6)),
        6 => PauseAsync(stage),
        7 or 8 => stage.PassAsync(TimeSpan.FromSeconds(random.Next(1, 600))),
        _ => stage.PassAsync(TimeSpan.FromHours(random.Next(1, 100))),
    };

    private static async Task PauseAsync(Stage stage)
    {
        await stage.Client.SuspendInstanceAsync(Doorbell.InstanceOf(Stage.Key));
        await stage.RingAsync();
        await stage.Client.ResumeInstanceAsync(Doorbell.InstanceOf(Stage.Key));
        await stage.SettleAsync();
    }

    private LifeStep Look(DateTimeOffset now)
    {
        DateTimeOffset? due = random.Next(3) == 0 ? null : now.AddSeconds(random.Next(-60, 5 * 24 * 3600));
        var effects = Enumerable.Range(0, random.Next(MaxEffectsPerLook)).Select(_ => random.Next(12) switch
        {
            0 => Steps.Request(now),
            1 => Steps.Withdraw,
            2 => Steps.Release,
            3 => Steps.Hold,
            4 => Steps.SetAside,
            5 => Steps.AskOutlook,
            6 => Steps.Recall,
            7 => Steps.Notify,
            8 => Steps.Page,
            9 => Steps.Join,
            10 => Steps.Split,
            _ => Steps.Deliver,
        });
        return Steps.With(due, [.. effects]);
    }
}
