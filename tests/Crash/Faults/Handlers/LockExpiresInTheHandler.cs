using System.Globalization;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Tests.Crash.InProcess;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>
/// F25: a worker takes a message and stalls until its lock has run out; another one takes in that message and the next; then the first wakes
/// and goes on as if nothing had happened. Nothing it does may count any more.
/// </summary>
internal sealed class LockExpiresInTheHandler : IFault
{
    private const int FullRounds = 10_000;
    private const int RoundsOfOneStore = 500;
    private static readonly TimeSpan LongerThanALock = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan NoWait = TimeSpan.Zero;

    public string Id => "F25";

    public string Name => "Peek lock expires while the handler runs";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        var (rounds, late) = (0, 0);
        while (findings.Count == 0 && budget.AnotherRound(rounds, FullRounds))
        {
            var time = new ManualTime();
            await using var workers = await Workers.StartAsync(2, time);
            for (var round = 0; round < RoundsOfOneStore && findings.Count == 0 && (round == 0 || budget.AnotherRound(rounds, FullRounds)); round++, rounds++)
            {
                var (attempts, faults) = await RunRoundAsync(workers, time, rounds, sleepsBeforeCommit: budget.Random.Next(2) == 0);
                late += attempts;
                findings.AddRange(faults);
            }
        }

        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture, $"stale commits {findings.Count} of {late} tried"), findings);
    }

    /// <param name="sleepsBeforeCommit">Whether the slow worker stalls with its commit still to make, or with the message appended and still to settle.</param>
    private static async Task<(int Late, IReadOnlyList<string> Findings)> RunRoundAsync(Workers workers, ManualTime time, int round, bool sleepsBeforeCommit)
    {
        var findings = new List<string>();
        findings.AddRange(await workers.KnockAsync([BotUpdate.Of(round + 1, (2L * round) + 1, "first")]));
        findings.AddRange(await workers.KnockAsync([BotUpdate.Of(round + 1, (2L * round) + 2, "second")]));
        var bus = workers.First.GetRequiredService<ServiceBusClient>();
        var slow = workers.All[0].GetRequiredService<Intake>();
        var quick = workers.All[1].GetRequiredService<Intake>();

        await using var sleeping = await bus.AcceptNextSessionAsync(BusKeys.Inbound);
        var held = (await sleeping.ReceiveMessageAsync(NoWait))!;
        if (!sleepsBeforeCommit) await slow.HandleAsync(held.MessageId!, held.Body);
        time.Advance(LongerThanALock);

        ConversationKey? key = null;
        await using (var awake = await bus.AcceptSessionAsync(BusKeys.Inbound, held.SessionId!))
        {
            while (await awake.ReceiveMessageAsync(NoWait) is { } message)
            {
                key = (await quick.HandleAsync(message.MessageId!, message.Body)).Conversation ?? key;
                await awake.CompleteMessageAsync(message);
            }
        }

        var before = (await workers.Conversations.FindAsync(key!.Value))!.Version;
        await slow.HandleAsync(held.MessageId!, held.Body);
        var after = (await workers.Conversations.FindAsync(key.Value))!.Version;
        if (after != before) findings.Add($"round {round}: the late worker appended {after - before} events to {key}");
        if (await SettlesAsync(sleeping, held)) findings.Add($"round {round}: the late worker settled a message it no longer held");

        var said = (await workers.Conversations.EventsBeforeAsync(key.Value, after + 1, 8)).Select(stored => stored.Event)
            .OfType<ConversationEvent.CustomerMessage>().Select(message => message.Item.Text).ToList();
        if (said is not ["first", "second"]) findings.Add($"round {round}: {key} holds {string.Join(", ", said)}");
        return (2, findings);
    }

    private static async Task<bool> SettlesAsync(ServiceBusReceiver sleeping, ServiceBusReceivedMessage held)
    {
        try
        {
            await sleeping.CompleteMessageAsync(held);
            return true;
        }
        catch (ServiceBusException e) when (e.Reason is ServiceBusFailureReason.SessionLockLost or ServiceBusFailureReason.MessageLockLost)
        {
            return false;
        }
    }
}
