using OmniFunctions.Durable.Conversations;
using OmniFunctions.Local.DurableTask.Replay;

namespace OmniFunctions.Tests.Replay.Recording;

/// <summary>Lives of a conversation, each up to a moment at which a deployment could come.</summary>
internal static class ConversationScenarios
{
    private static readonly TimeSpan Beyond = TimeSpan.FromDays(1);

    public static IReadOnlyList<(string Name, Func<Stage, Task<StoredHistory>> Play)> All { get; } =
    [
        ("conversation-ends-at-once", stage => PlayAsync(stage, Steps.End)),
        ("conversation-waits-for-a-ring", stage => PlayAsync(stage, Steps.With(null, Steps.Request(stage.Now)))),
        ("conversation-waits-for-what-is-due", stage => PlayAsync(stage, Steps.Nothing(stage.Now.AddMinutes(5)))),
        ("conversation-is-answered-and-ends", async stage =>
        {
            await PlayAsync(stage, Steps.With(stage.Now.AddMinutes(5), Steps.Request(stage.Now)), Steps.With(null, Steps.Deliver), Steps.EndWith(Steps.Release), Steps.End);
            await stage.RingAsync();
            await stage.RingAsync();
            return stage.Export();
        }),
        ("conversation-performs-every-effect", stage => PlayAsync(
            stage, Steps.With(stage.Now.AddHours(1), Steps.Request(stage.Now), Steps.Withdraw, Steps.Deliver, Steps.Release, Steps.Deliver))),
        ("conversation-is-late", async stage =>
        {
            await PlayAsync(stage, Steps.With(stage.Now.AddMinutes(1), Steps.Request(stage.Now)), Steps.With(stage.Now.AddMinutes(3), Steps.Withdraw, Steps.Request(stage.Now)));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            await stage.PassAsync(TimeSpan.FromMinutes(2));
            return stage.Export();
        }),
        ("conversation-was-due-already", async stage =>
        {
            await PlayAsync(stage, Steps.Nothing(stage.Now.AddMinutes(-1)), Steps.Nothing(stage.Now.AddMinutes(-1)));
            await stage.PassAsync(TimeSpan.FromSeconds(1));
            return stage.Export();
        }),
        ("conversation-rings-before-what-is-due", async stage =>
        {
            await PlayAsync(stage, Steps.Nothing(stage.Now.AddMinutes(5)), Steps.With(stage.Now.AddMinutes(9), Steps.Deliver));
            await stage.RingAsync();
            return stage.Export();
        }),
        ("conversation-rings-many-times", async stage =>
        {
            await PlayAsync(stage, Steps.Nothing());
            await stage.RingAsync(times: 25);
            return stage.Export();
        }),
        ("conversation-is-due-in-three-weeks", async stage =>
        {
            await PlayAsync(stage, Steps.Nothing(stage.Now.AddDays(21)), Steps.With(null, Steps.Release));
            for (var day = 0; day < 8; day++) await stage.PassAsync(TimeSpan.FromDays(3));
            return stage.Export();
        }),
        ("conversation-looks-again-after-a-failure", async stage =>
        {
            foreach (var _ in Enumerable.Range(0, 3)) stage.Looks.Enqueue(_ => throw new TimeoutException("the log is away"));
            await PlayAsync(stage, Steps.With(null, Steps.Deliver));
            foreach (var _ in Enumerable.Range(0, 3)) await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-gives-up-looking", async stage =>
        {
            foreach (var _ in Enumerable.Range(0, 12)) stage.Looks.Enqueue(_ => throw new TimeoutException("the log is away"));
            await stage.BeginConversationAsync();
            foreach (var _ in Enumerable.Range(0, 12)) await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-delivers-again-after-a-failure", async stage =>
        {
            stage.Failures.Enqueue(true);
            stage.Failures.Enqueue(true);
            await PlayAsync(stage, Steps.With(null, Steps.Request(stage.Now), Steps.Deliver, Steps.Release));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-continues-as-new", async stage =>
        {
            await PlayAsync(stage, Steps.With(null, Steps.Request(stage.Now)));
            for (var ring = 0; ring < ConversationOrchestrator.MaxRounds + 4; ring++)
            {
                stage.Looks.Enqueue(_ => Steps.With(null, Steps.Deliver));
                await stage.RingAsync();
            }

            return stage.Export();
        }),
        ("conversation-is-about-to-continue-as-new", async stage =>
        {
            await PlayAsync(stage, Steps.With(null, Steps.Request(stage.Now)));
            for (var ring = 0; ring < ConversationOrchestrator.MaxRounds - 1; ring++) await stage.RingAsync();
            return stage.Export();
        }),
        ("conversation-is-paused", async stage =>
        {
            await PlayAsync(stage, Steps.Nothing(stage.Now.AddMinutes(5)));
            await stage.Client.SuspendInstanceAsync(Doorbell.InstanceOf(Stage.Key), "maintenance");
            await stage.RingAsync(times: 2);
            return stage.Export();
        }),
        ("conversation-was-paused", async stage =>
        {
            await PlayAsync(stage, Steps.Nothing(stage.Now.AddMinutes(5)), Steps.With(null, Steps.Deliver));
            await stage.Client.SuspendInstanceAsync(Doorbell.InstanceOf(Stage.Key), "maintenance");
            await stage.RingAsync(times: 2);
            await stage.Client.ResumeInstanceAsync(Doorbell.InstanceOf(Stage.Key));
            await stage.SettleAsync();
            return stage.Export();
        }),
        ("conversation-is-terminated", async stage =>
        {
            await PlayAsync(stage, Steps.With(stage.Now.AddMinutes(5), Steps.Request(stage.Now)));
            await stage.Client.TerminateInstanceAsync(Doorbell.InstanceOf(Stage.Key), "enough");
            await stage.SettleAsync();
            return stage.Export();
        }),
        ("conversation-is-taken-over", stage => PlayAsync(stage, Steps.With(stage.Now.AddHours(1), Steps.Withdraw, Steps.Hold, Steps.Notify))),
        ("conversation-outlives-its-agents-silence", async stage =>
        {
            await PlayAsync(
                stage,
                Steps.With(stage.Now.AddMinutes(1), Steps.Notify),
                Steps.With(stage.Now.AddMinutes(2), Steps.Notify, Steps.Page),
                Steps.With(null, Steps.Release, Steps.SetAside, Steps.Request(stage.Now)));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-asks-how-its-line-stands", stage => PlayAsync(
            stage, Steps.With(stage.Now.AddMinutes(5), Steps.Request(stage.Now), Steps.AskOutlook), Steps.With(stage.Now.AddMinutes(5), Steps.Deliver))),
        ("conversation-asks-how-its-line-stands-again-and-again", async stage =>
        {
            await PlayAsync(stage, Steps.With(stage.Now.AddSeconds(30), Steps.AskOutlook), Steps.Nothing(stage.Now.AddSeconds(30)), Steps.With(stage.Now.AddMinutes(2), Steps.AskOutlook));
            stage.Outlooks.Enqueue(Steps.Outlook with { Position = 1, Free = 1, WhyNobody = null });
            await stage.PassAsync(TimeSpan.FromSeconds(30));
            return stage.Export();
        }),
        ("conversation-assesses-its-line-after-failures", async stage =>
        {
            stage.Failures.Enqueue(true);
            stage.Failures.Enqueue(true);
            await PlayAsync(stage, Steps.With(null, Steps.AskOutlook), Steps.With(null, Steps.Deliver));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-takes-a-message-back", async stage =>
        {
            await PlayAsync(stage, Steps.With(null, Steps.Deliver), Steps.With(null, Steps.Recall));
            await stage.RingAsync();
            return stage.Export();
        }),
        ("conversation-takes-a-message-back-after-a-failure", async stage =>
        {
            stage.Failures.Enqueue(true);
            await PlayAsync(stage, Steps.With(null, Steps.Recall, Steps.Notify));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-goes-on-in-another", stage => PlayAsync(stage, Steps.With(stage.Now.AddDays(30), Steps.Withdraw, Steps.Join))),
        ("conversation-goes-on-in-another-after-failures", async stage =>
        {
            foreach (var _ in Enumerable.Range(0, 3)) stage.Failures.Enqueue(true);
            await PlayAsync(stage, Steps.With(stage.Now.AddDays(30), Steps.Join));
            foreach (var _ in Enumerable.Range(0, 3)) await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-is-not-taken-by-another", async stage =>
        {
            stage.Joinings.Enqueue(false);
            await PlayAsync(stage, Steps.With(stage.Now.AddDays(30), Steps.Join), Steps.With(null, Steps.Split, Steps.Request(stage.Now)));
            await stage.RingAsync();
            return stage.Export();
        }),
        ("conversation-comes-out-of-another", async stage =>
        {
            await PlayAsync(stage, Steps.With(stage.Now.AddDays(30), Steps.Release, Steps.Join), Steps.With(null, Steps.Split, Steps.Request(stage.Now), Steps.AskOutlook), Steps.Nothing());
            await stage.RingAsync();
            return stage.Export();
        }),
        ("conversation-comes-out-of-another-after-failures", async stage =>
        {
            stage.Failures.Enqueue(false);
            stage.Failures.Enqueue(true);
            stage.Failures.Enqueue(true);
            await PlayAsync(stage, Steps.With(stage.Now.AddDays(30), Steps.Join), Steps.With(null, Steps.Split));
            await stage.RingAsync();
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            await stage.PassAsync(TimeSpan.FromMinutes(1));
            return stage.Export();
        }),
        ("conversation-performs-every-effect-there-is", stage => PlayAsync(
            stage,
            Steps.With(
                stage.Now.AddHours(1), Steps.Request(stage.Now), Steps.Hold, Steps.SetAside, Steps.Notify, Steps.Page, Steps.Recall, Steps.Join, Steps.Split, Steps.Deliver, Steps.Withdraw, Steps.Release,
                Steps.AskOutlook),
            Steps.Nothing(stage.Now.AddHours(1)))),
        ("conversation-ends-while-a-timer-is-armed", async stage =>
        {
            await PlayAsync(stage, Steps.Nothing(stage.Now + Beyond), Steps.End);
            await stage.RingAsync();
            return stage.Export();
        }),
    ];

    private static async Task<StoredHistory> PlayAsync(Stage stage, params LifeStep[] looks)
    {
        foreach (var look in looks) stage.Looks.Enqueue(_ => look);
        await stage.BeginConversationAsync();
        return stage.Export();
    }
}
