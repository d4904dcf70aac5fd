using System.Globalization;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Lifecycles;
using OmniFunctions.Tests.Crash.InProcess;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Crash.Faults.Lifecycles;

/// <summary>
/// F50: not one ring is heard, neither intake's nor the desk's nor the sender's. The sweep, on its own schedule, finds every conversation
/// that was left alone: messages reach an agent and answers reach the customer, late by no more than it promises.
/// </summary>
internal sealed class LostDoorbells : IFault
{
    private const int FullRounds = 1_000;
    private const int Customers = 16;
    private static readonly AgentId Agent = new("lin");

    public string Id => "F50";

    public string Name => "Every doorbell is lost";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var time = new ManualTime();
        await using var life = await Life.StartAsync(time, rings: false);
        await life.ComesOnlineAsync(Agent, capacity: Customers);
        var run = new Run(life, time, budget.Random);
        var rounds = 0;
        for (; run.Findings.Count == 0 && budget.AnotherRound(rounds, FullRounds); rounds++) await run.RoundAsync(rounds);

        var arrived = life.Delivered.CountBy(message => message.Text).ToDictionary();
        run.Findings.AddRange(run.Promised.Where(text => arrived.GetValueOrDefault(text) != 1).Select(text => $"{text} arrived {arrived.GetValueOrDefault(text)} times"));
        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"delay at most {run.Longest.TotalSeconds:0.0} s of {Sweep.LongestDelay.TotalSeconds:0} s, lost {run.Findings.Count}, for {rounds * Customers} messages and {run.Promised.Count} answers"), run.Findings);
    }

    private sealed class Run(Life life, ManualTime time, Random random)
    {
        public List<string> Findings { get; } = [];

        public List<string> Promised { get; } = [];

        public TimeSpan Longest { get; private set; }

        /// <summary>Every customer writes, and every one is answered.</summary>
        public async Task RoundAsync(int round)
        {
            var keys = new List<ConversationKey>();
            Pause();
            for (var sender = 1; sender <= Customers; sender++)
                keys.Add(await life.WriteAsync(sender, ((long)sender << 32) + round, string.Create(CultureInfo.InvariantCulture, $"{round} from {sender}")));
            foreach (var key in keys) await ExpectAsync(key, $"message {round} taken in", found => found.Summary.LastText.StartsWith($"{round} ", StringComparison.Ordinal));
            await SweepAsync(keys);
            if (Findings.Count > 0) return;

            // The offer rings by itself. When that has been heard, the answers are alone with the sweep.
            foreach (var key in keys) await ExpectAsync(key, "an agent", found => found.State.Holder == Agent && found.Progress.Advanced == found.Version);
            Pause();
            foreach (var key in keys)
            {
                var messageId = string.Create(CultureInfo.InvariantCulture, $"{round}-{key.Id.Value}");
                var outcome = await life.CommandAsync(key, new ConversationCommand.SendReply(Agent, messageId, messageId));
                if (outcome.Refusal is { } refusal) Findings.Add($"{messageId} was refused: {refusal}");
                else Promised.Add(messageId);
            }

            await SweepAsync(keys);
            foreach (var key in keys) await ExpectAsync(key, "a delivered answer", found => found.State.Outgoing[^1].Status == DeliveryStatus.Delivered);
        }

        /// <summary>So that things happen at any time between two sweeps.</summary>
        private void Pause() => time.Advance(Sweep.Period * random.NextDouble());

        /// <summary>Lets one sweep after the other come until all of them were looked at, and notes how long that took.</summary>
        private async Task SweepAsync(IReadOnlyList<ConversationKey> keys)
        {
            var left = time.GetUtcNow();

            // What the look brings about makes the conversation longer again, and is nobody's to look at yet.
            var versions = new Dictionary<ConversationKey, long>();
            foreach (var key in keys) versions[key] = (await life.Workers.Conversations.FindAsync(key))!.Version;
            while (time.GetUtcNow() - left < Sweep.LongestDelay)
            {
                time.Advance(UntilTheNextSweep());
                await life.Get<Sweep>().RunAsync(life.Client);
                if (time.GetUtcNow() - left <= OverdueConversations.Grace) continue;
                foreach (var key in keys) await ExpectAsync(key, "a look by its lifecycle", found => found.Progress.Advanced >= versions[key]);
                var delay = time.GetUtcNow() - left;
                if (delay > Longest) Longest = delay;
                return;
            }

            Findings.Add($"nobody had looked after {Sweep.LongestDelay}");
        }

        private TimeSpan UntilTheNextSweep() => Sweep.Period - TimeSpan.FromTicks(time.GetUtcNow().Ticks % Sweep.Period.Ticks);

        private async Task ExpectAsync(ConversationKey key, string what, Func<StoredConversation, bool> condition)
        {
            if (Findings.Count > 0 || await life.UntilAsync(key, condition) is not null) return;
            var found = await life.Workers.Conversations.FindAsync(key);
            Findings.Add($"{key} did not get {what}: {found?.State.Phase}, {found?.Progress}, {found?.State.Outgoing.LastOrDefault()}");
        }
    }
}
