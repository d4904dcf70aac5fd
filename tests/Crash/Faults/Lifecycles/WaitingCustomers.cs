using System.Globalization;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Time;
using OmniFunctions.Tests.Crash.InProcess;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Crash.Faults.Lifecycles;

/// <summary>
/// Customers who are answered in time, too late or not at all, by the time that passes. From when each was answered follows what must be
/// said of them, whatever any clock shows.
/// </summary>
internal sealed class WaitingCustomers : IAsyncDisposable
{
    private const int SlowestAnswer = 90;
    private const int MaxNudges = 40;
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(250);
    private static readonly AgentId Agent = new("lin");
    private static readonly int Target = DemoPolicy.Document.Queues[0].FirstResponseSeconds;

    /// <summary>Seconds after which each customer of a round is answered; none is answered at the very moment.</summary>
    private static readonly int?[] Answers = [5, Target - 5, Target + 5, SlowestAnswer, null, null];

    private readonly Life life;
    private readonly ManualTime passing;
    private readonly Random random;

    private WaitingCustomers(Life life, ManualTime passing, Random random)
    {
        this.life = life;
        this.passing = passing;
        this.random = random;
    }

    public List<string> Findings { get; } = [];

    public int Verdicts { get; private set; }

    public int Breaches { get; private set; }

    public int Admitted { get; private set; }

    public int Refused { get; private set; }

    public static async Task<WaitingCustomers> StartAsync(ManualTime passing, JumpingClock machine, Random random)
    {
        var life = await Life.StartAsync(new SteadyTime(machine));
        await life.ComesOnlineAsync(Agent, Answers.Length);
        return new WaitingCustomers(life, passing, random);
    }

    /// <param name="move">What happens to the machine's clock at some moment of the wait.</param>
    public async Task RoundAsync(int round, string what, Action move)
    {
        var keys = new List<ConversationKey>();
        for (var i = 0; i < Answers.Length; i++) keys.Add(await BeginAsync(((long)round << 8) + i + 1));

        var moment = random.Next(1, SlowestAnswer);
        for (var second = 1; second <= SlowestAnswer + 5 && Findings.Count == 0; second++)
        {
            passing.Advance(TimeSpan.FromSeconds(1));
            if (second == moment)
            {
                move();
                await KnockAsync(what);
                foreach (var key in keys) await LookAsync(key);
            }

            for (var i = 0; i < keys.Count; i++)
                if (Answers[i] == second) await AnswerAsync(keys[i]);
            if (second == Target + 1) await BreachesAsync(keys);
        }

        for (var i = 0; i < keys.Count && Findings.Count == 0; i++) await JudgeAsync(keys[i], Answers[i], what);
    }

    public ValueTask DisposeAsync() => life.DisposeAsync();

    private async Task<ConversationKey> BeginAsync(long sender)
    {
        var key = await life.WriteAsync(sender, sender, "hello");
        await ExpectAsync(key, "offered", found => found.State.Holder == Agent && found.Progress.Advanced == found.Version);
        await life.CommandAsync(key, new ConversationCommand.Accept(Agent));
        await ExpectAsync(key, "accepted", found => found.Progress.Advanced == found.Version);
        return key;
    }

    /// <summary>Makes its lifecycle look at the time: what it then takes for due happens.</summary>
    private async Task LookAsync(ConversationKey key)
    {
        await Doorbell.RingAsync(life.Client, key, Wake.Ring);
        await life.Get<OmniFunctions.Runtime.Lifecycles.Advance>().RunAsync(key, []);
    }

    /// <summary>
    /// Those still waiting are waited for: their timer has fired, and what it led to is under way. A look that was under way already sets its
    /// timer only now, and counts from now: so a little more passes now and again.
    /// </summary>
    private async Task BreachesAsync(List<ConversationKey> keys)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (InTime(Answers[i])) continue;
            for (var nudge = 0; nudge < MaxNudges && await life.UntilAsync(keys[i], IsBreached, Nudge) is null; nudge++) passing.Advance(Nudge);
            await ExpectAsync(keys[i], "breached", IsBreached);
        }

        static bool IsBreached(StoredConversation found) => found.State.FirstResponse is ReplyClock.Breached;
    }

    private async Task AnswerAsync(ConversationKey key)
    {
        await life.CommandAsync(key, new ConversationCommand.SendReply(Agent, "answer", "here"));
        await ExpectAsync(key, "answered", found => found.State.Reply("answer") is { Status: not DeliveryStatus.Pending } && found.Progress.Advanced == found.Version);
    }

    private async Task JudgeAsync(ConversationKey key, int? answered, string what)
    {
        var events = (await life.Workers.Conversations.EventsAsync(key, 0, ConversationStore.MaxEvents)).Select(stored => stored.Event).ToList();
        var breached = events.OfType<ConversationEvent.FirstResponseBreached>().Any();
        if (breached != !InTime(answered)) Findings.Add($"{key}, answered after {answered} s of {Target}, is {(breached ? "" : "not ")}breached; the clock was {what}");
        if (events.Exists(e => e is ConversationEvent.OfferMissed or ConversationEvent.Ended)) Findings.Add($"{key} expired; the clock was {what}");
        Verdicts++;
        if (breached) Breaches++;

        // What is closed stays open to the customer for a day, and that day goes by the same time.
        await life.CommandAsync(key, new ConversationCommand.Close(Agent, CloseReason.Resolved));
        await LookAsync(key);
        await ExpectAsync(key, "closed", found => found.State.Phase is Phase.Closed && found.Progress.Advanced == found.Version);
    }

    /// <summary>A platform whose clock is right delivers, and somebody delivers again what was signed an hour ago.</summary>
    private async Task KnockAsync(string what)
    {
        if (await KnockAsync(TimeSpan.Zero) == 200) Admitted++;
        else Findings.Add($"a genuine delivery was refused; the clock was {what}");
        if (await KnockAsync(TimeSpan.FromHours(1)) == 401) Refused++;
        else Findings.Add($"a delivery signed an hour ago was admitted; the clock was {what}");
    }

    private async Task<int> KnockAsync(TimeSpan age)
    {
        var signed = (passing.GetUtcNow() - age).ToUnixTimeSeconds();
        var request = SignedEvent.At(signed, string.Create(CultureInfo.InvariantCulture, $"{signed}"));
        return (await life.Get<Door>().ReceiveAsync("demo", "wechat-oa", "service", request, CancellationToken.None)).Status;
    }

    private async Task ExpectAsync(ConversationKey key, string what, Func<StoredConversation, bool> condition)
    {
        if (Findings.Count == 0 && await life.UntilAsync(key, condition) is null) Findings.Add($"{key} was not {what}");
    }

    private static bool InTime(int? answered) => answered < Target;
}
