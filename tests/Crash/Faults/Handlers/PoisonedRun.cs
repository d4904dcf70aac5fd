using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>Customers who write some messages each, of whom a few have an unreadable one among theirs; and what became of all that.</summary>
internal sealed class PoisonedRun
{
    private const int Customers = 40;
    private const int MessagesOfEach = 10;
    private const int ConcurrentSessions = 16;
    private const int EventsRead = 100;

    /// <summary>Between two messages of one customer: a load well below what the machine can do, or its queues would be all there is to see.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Workers workers;
    private readonly ServiceBusClient bus;
    private readonly ConcurrentDictionary<string, Writer> writers = new();
    private readonly ConcurrentQueue<double> latenciesMs = new();
    private readonly ConcurrentQueue<string> findings = new();
    private int taken;

    private PoisonedRun(Workers workers)
    {
        this.workers = workers;
        bus = workers.First.GetRequiredService<ServiceBusClient>();
    }

    /// <param name="Blocked">Conversations in which something is missing that could be read.</param>
    /// <param name="LatenciesMs">From the door to the log, of customers who have nothing to do with the poison.</param>
    internal sealed record Outcome(IReadOnlyList<double> LatenciesMs, int Blocked, int Marks, IReadOnlyList<string> Findings);

    public static async Task<Outcome> RunAsync(int sick, Random random)
    {
        await using var workers = await Workers.StartAsync(1);
        return await new PoisonedRun(workers).RunToTheEndAsync(sick, random);
    }

    private async Task<Outcome> RunToTheEndAsync(int sick, Random random)
    {
        await using var processor = Processor();
        await processor.StartProcessingAsync();

        // The first message of each makes the conversation that a later one leaves its mark in; one by one, so that each has its session.
        for (var customer = 1; customer <= Customers; customer++)
        {
            await KnockAsync(customer, 1);
            if (!await Patiently.WaitAsync(() => Task.FromResult(writers.Count == customer), Patience)) return new([], Customers, 0, [$"customer {customer} found no conversation"]);
            var writer = writers.Values.Single(one => one.Customer == 0);
            writer.Customer = customer;
            writer.PoisonAt = customer <= sick ? random.Next(2, MessagesOfEach + 1) : 0;
        }

        var seeds = writers.Values.Select(writer => (writer, random.Next())).ToList();
        await Task.WhenAll(seeds.Select(seed => WriteAsync(seed.writer, new Random(seed.Item2))));
        await Patiently.WaitAsync(() => Task.FromResult(Volatile.Read(ref taken) >= Customers * MessagesOfEach), Patience);
        await processor.StopProcessingAsync();
        return await JudgeAsync(sick);
    }

    /// <summary>As the intake function of the app does it, without the host around it.</summary>
    private ServiceBusSessionProcessor Processor()
    {
        var intake = workers.First.GetRequiredService<Intake>();
        var gaps = workers.First.GetRequiredService<GapMarker>();
        var processor = bus.CreateSessionProcessor(BusKeys.Inbound, new ServiceBusSessionProcessorOptions
        {
            AutoCompleteMessages = false,
            MaxConcurrentSessions = ConcurrentSessions,
            SessionIdleTimeout = IdleTime,
        });
        processor.ProcessErrorAsync += error =>
        {
            findings.Enqueue($"{error.ErrorSource}: {error.Exception.Message}");
            return Task.CompletedTask;
        };
        processor.ProcessMessageAsync += async arguments =>
        {
            var message = arguments.Message;
            try
            {
                var outcome = await intake.HandleAsync(message.MessageId!, message.Body);
                Note(message.SessionId!, outcome.Conversation!.Value);
                await arguments.CompleteMessageAsync(message);
            }
            catch (Exception e) when (e is SealBrokenException or JsonException)
            {
                await gaps.MarkAsync(InboundMessages.TenantOf(message)!.Value, message.SessionId!, message.MessageId!);
                await arguments.DeadLetterMessageAsync(message, e.GetType().Name);
            }
        };
        return processor;
    }

    private void Note(string session, ConversationKey key)
    {
        Interlocked.Increment(ref taken);
        var writer = writers.GetOrAdd(session, _ => new Writer(session, key));
        if (writer is { Customer: > 0, PoisonAt: 0 } && writer.Started.TryDequeue(out var started))
            latenciesMs.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task WriteAsync(Writer writer, Random random)
    {
        for (var number = 2; number <= MessagesOfEach; number++)
        {
            if (number == writer.PoisonAt) await bus.CreateSender(BusKeys.Inbound).SendMessageAsync(Poison.For(writer.Session, random));
            writer.Started.Enqueue(Stopwatch.GetTimestamp());
            await KnockAsync(writer.Customer, number);
            await Task.Delay(Pause);
        }
    }

    private async Task KnockAsync(int customer, int number)
    {
        var update = BotUpdate.Of(customer, (customer * 1_000L) + number, string.Create(CultureInfo.InvariantCulture, $"{customer} says {number}"));
        foreach (var finding in await workers.KnockAsync([update])) findings.Enqueue(finding);
    }

    private async Task<Outcome> JudgeAsync(int sick)
    {
        var (blocked, marks) = (0, 0);
        foreach (var writer in writers.Values)
        {
            var log = await workers.Conversations.EventsAsync(writer.Conversation, 0, EventsRead);
            var items = log.Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Select(message => message.Item).ToList();
            if (items.Count(item => item.Speaks) < MessagesOfEach) blocked++;
            var gaps = items.Count(item => item.Name == GapMarker.Unreadable);
            marks += gaps;
            if (gaps != (writer.PoisonAt > 0 ? 1 : 0)) findings.Enqueue($"{writer.Conversation} has {gaps} marks");
        }

        if (blocked > 0) findings.Enqueue($"{blocked} conversations lack messages");
        await using var letters = bus.CreateReceiver(BusKeys.Inbound, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var aside = await letters.PeekMessagesAsync(Customers);
        if (aside.Count != sick || aside.Any(letter => letter.DeadLetterReason is null)) findings.Enqueue($"{aside.Count} messages were set aside of {sick}");
        return new([.. latenciesMs], blocked, marks, [.. findings]);
    }

    private sealed class Writer(string session, ConversationKey conversation)
    {
        public string Session { get; } = session;

        public ConversationKey Conversation { get; } = conversation;

        public int Customer { get; set; }

        /// <summary>The number of the message before which the poison comes; 0 for none.</summary>
        public int PoisonAt { get; set; }

        /// <summary>When each message was at the door that is not in the log yet, in their order.</summary>
        public ConcurrentQueue<long> Started { get; } = new();
    }
}
