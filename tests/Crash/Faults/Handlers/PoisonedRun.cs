using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>
/// Customers who write all the time, some of whom now and then have an unreadable message among theirs. It goes by phases, with poison and
/// without in turn, on one store: whatever else the machine does falls on both.
/// </summary>
internal sealed class PoisonedRun : IAsyncDisposable
{
    private const int Customers = 40;
    private const int SickCustomers = 8;
    private const int MessagesOfEach = 10;
    private const int ConcurrentSessions = 16;

    /// <summary>Between two messages of one customer: a load well below what the machine can do, or its queues would be all there is to see.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const int Phases = 4;

    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Workers workers;
    private readonly ServiceBusClient bus;
    private readonly ServiceBusSender sender;
    private readonly ServiceBusSessionProcessor processor;
    private readonly ConcurrentDictionary<ConversationKey, Writer> writers = new();
    private readonly ConcurrentQueue<string> findings = new();
    private ConcurrentQueue<double> latenciesMs = new();
    private int taken;
    private int setAside;

    private PoisonedRun(Workers workers)
    {
        this.workers = workers;
        bus = workers.First.GetRequiredService<ServiceBusClient>();
        sender = bus.CreateSender(BusKeys.Inbound);
        processor = Processor();
    }

    /// <param name="CleanMs">From the door to the log, of customers who never have to do with the poison, while there is none.</param>
    /// <param name="PoisonedMs">The same, while others have some.</param>
    /// <param name="Blocked">Conversations in which something is missing that could be read.</param>
    internal sealed record Outcome(IReadOnlyList<double> CleanMs, IReadOnlyList<double> PoisonedMs, int Blocked, int Marks, int Poisons, IReadOnlyList<string> Findings);

    /// <param name="beginsWithPoison">In turn from run to run: what a store does at some age of its own must not fall on the same side every time.</param>
    public static async Task<Outcome> RunAsync(bool beginsWithPoison, Random random)
    {
        await using var run = new PoisonedRun(await Workers.StartAsync(1));
        return await run.RunToTheEndAsync(beginsWithPoison, random);
    }

    public async ValueTask DisposeAsync()
    {
        await processor.DisposeAsync();
        await workers.DisposeAsync();
    }

    private async Task<Outcome> RunToTheEndAsync(bool beginsWithPoison, Random random)
    {
        await processor.StartProcessingAsync();

        // The first message of each makes the conversation that a later one leaves its mark in.
        for (var customer = 1; customer <= Customers; customer++)
        {
            var person = await workers.First.GetRequiredService<PeopleStore>().PersonOfAsync(Workers.Bot, string.Create(CultureInfo.InvariantCulture, $"{customer}"));
            var key = new ConversationKey(Workers.Tenant, ConversationId.Of(person, 1));
            writers[key] = new Writer(customer, key);
        }

        await Task.WhenAll(writers.Values.Select(KnockAsync));
        var (clean, poisoned) = (new List<double>(), new List<double>());
        for (var phase = 0; phase < Phases; phase++)
        {
            var withPoison = phase % 2 == 0 == beginsWithPoison;
            if (!await ComesToRestAsync()) break;
            latenciesMs = new();
            await Task.WhenAll(writers.Values.Select(writer => WriteAsync(writer, withPoison && writer.IsSick, new Random(random.Next()))).ToList());
            if (!await ComesToRestAsync()) break;
            (withPoison ? poisoned : clean).AddRange(latenciesMs);
        }

        await processor.StopProcessingAsync();
        return await JudgeAsync(clean, poisoned);
    }

    private async Task<bool> ComesToRestAsync()
    {
        var (sent, poisons) = (writers.Values.Sum(writer => writer.Sent), writers.Values.Sum(writer => writer.Poisons));
        if (await Patiently.WaitAsync(() => Task.FromResult(Volatile.Read(ref taken) >= sent && Volatile.Read(ref setAside) >= poisons), Patience)) return true;
        findings.Enqueue($"{taken} of {sent} messages were taken in and {setAside} of {poisons} set aside");
        return false;
    }

    /// <summary>As the intake function of the app does it, without the host around it.</summary>
    private ServiceBusSessionProcessor Processor()
    {
        var intake = workers.First.GetRequiredService<Intake>();
        var gaps = workers.First.GetRequiredService<GapMarker>();
        var made = bus.CreateSessionProcessor(BusKeys.Inbound, new ServiceBusSessionProcessorOptions
        {
            AutoCompleteMessages = false,
            MaxConcurrentSessions = ConcurrentSessions,
            SessionIdleTimeout = IdleTime,
        });
        made.ProcessErrorAsync += error =>
        {
            findings.Enqueue($"{error.ErrorSource}: {error.Exception.Message}");
            return Task.CompletedTask;
        };
        made.ProcessMessageAsync += async arguments =>
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
                Interlocked.Increment(ref setAside);
            }
        };
        return made;
    }

    private void Note(string session, ConversationKey key)
    {
        var writer = writers[key];
        writer.Session = session;
        if (writer.Started.TryDequeue(out var started) && !writer.IsSick) latenciesMs.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        Interlocked.Increment(ref taken);
    }

    private async Task WriteAsync(Writer writer, bool withPoison, Random random)
    {
        var poisonAt = withPoison ? random.Next(MessagesOfEach) : -1;
        await Task.Delay(Pause * random.NextDouble());
        for (var number = 0; number < MessagesOfEach; number++)
        {
            if (number == poisonAt)
            {
                await sender.SendMessageAsync(Poison.For(writer.Session!, random));
                writer.Poisons++;
            }

            await KnockAsync(writer);
            await Task.Delay(Pause);
        }
    }

    private async Task KnockAsync(Writer writer)
    {
        var number = ++writer.Sent;
        var update = BotUpdate.Of(writer.Customer, (writer.Customer * 1_000L) + number, string.Create(CultureInfo.InvariantCulture, $"{writer.Customer} says {number}"));
        writer.Started.Enqueue(Stopwatch.GetTimestamp());
        foreach (var finding in await workers.KnockAsync([update])) findings.Enqueue(finding);
    }

    private async Task<Outcome> JudgeAsync(List<double> clean, List<double> poisoned)
    {
        var (blocked, marks) = (0, 0);
        foreach (var writer in writers.Values)
        {
            var log = await workers.Conversations.EventsAsync(writer.Conversation, 0, ConversationStore.MaxEvents);
            var items = log.Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Select(message => message.Item).ToList();
            if (items.Count(item => item.Speaks) < writer.Sent) blocked++;
            var gaps = items.Count(item => item.Name == GapMarker.Unreadable);
            marks += gaps;
            if (gaps != writer.Poisons) findings.Enqueue($"{writer.Conversation} has {gaps} marks of {writer.Poisons}");
        }

        if (blocked > 0) findings.Enqueue($"{blocked} conversations lack messages");
        var poisons = writers.Values.Sum(writer => writer.Poisons);
        await using var letters = bus.CreateReceiver(BusKeys.Inbound, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var aside = await letters.PeekMessagesAsync(poisons + 1);
        if (aside.Count != poisons || aside.Any(letter => letter.DeadLetterReason is null)) findings.Enqueue($"{aside.Count} messages were set aside of {poisons}");
        return new(clean, poisoned, blocked, marks, poisons, [.. findings]);
    }

    private sealed class Writer(int customer, ConversationKey conversation)
    {
        public int Customer { get; } = customer;

        public ConversationKey Conversation { get; } = conversation;

        public bool IsSick { get; } = customer <= SickCustomers;

        /// <summary>Of the broker, known when the first message has come through.</summary>
        public string? Session { get; set; }

        public int Sent { get; set; }

        public int Poisons { get; set; }

        /// <summary>When each message was at the door that is not in the log yet, in their order.</summary>
        public ConcurrentQueue<long> Started { get; } = new();
    }
}
