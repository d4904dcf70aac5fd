using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Local.DurableTask.Replay;
using OmniFunctions.Routing;

namespace OmniFunctions.Tests.Replay.Recording;

internal static class ClaimScenarios
{
    private const string Request = "op-000001";
    private const string Instance = "golden-1-claim-1";
    private static readonly AgentId Agent = new("li");
    private static readonly AgentId Other = new("wang");

    public static IReadOnlyList<(string Name, Func<Stage, Task<StoredHistory>> Play)> All { get; } =
    [
        ("claim-is-granted", stage => PlayAsync(stage, Granted(stage))),
        ("claim-is-granted-after-failures", stage => PlayAsync(stage, Granted(stage), failures: 2)),
        ("claim-is-refused-by-routing", stage => PlayAsync(stage, new ClaimAnswer(Request, null, ClaimRefusal.AlreadyHeld, Other))),
        ("claim-is-theirs-already", stage => PlayAsync(stage, new ClaimAnswer(Request, null, null, Agent))),
        ("claim-is-refused-by-the-conversation", stage => PlayAsync(stage, Granted(stage), Refusal.ConversationClosed)),
    ];

    private static ClaimAnswer Granted(Stage stage) => new(Request, Steps.Offer(stage.Now).Why, null, Agent);

    private static async Task<StoredHistory> PlayAsync(Stage stage, ClaimAnswer answer, Refusal? refusal = null, int failures = 0)
    {
        stage.Claims.Enqueue(answer);
        for (var i = 0; i < failures; i++) stage.Takings.Enqueue(_ => throw new TimeoutException("the conversation is away"));
        stage.Takings.Enqueue(_ => refusal);
        await stage.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(ClaimOrchestrator), new ClaimToMake(Stage.Key, Agent), new StartOrchestrationOptions(Instance));
        await stage.SettleAsync();
        for (var i = 0; i < failures; i++) await stage.PassAsync(TimeSpan.FromMinutes(1));
        return stage.Export(Instance);
    }
}
