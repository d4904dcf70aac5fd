using Microsoft.DurableTask;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Local.DurableTask.Replay;

namespace OmniFunctions.Tests.Replay.Recording;

internal static class AssignmentScenarios
{
    private const int Attempts = 12;

    public static IReadOnlyList<(string Name, Func<Stage, Task<StoredHistory>> Play)> All { get; } =
    [
        ("assignment-is-taken", stage => PlayAsync(stage, taken: true)),
        ("assignment-is-refused", stage => PlayAsync(stage, taken: false)),
        ("assignment-is-taken-after-failures", stage => PlayAsync(stage, taken: true, failures: 2)),
        ("assignment-is-refused-after-failures", stage => PlayAsync(stage, taken: false, failures: 5)),
        ("assignment-waits-to-be-tried-again", stage => PlayAsync(stage, taken: true, failures: 1, minutes: 0)),
        ("assignment-is-given-up", stage => PlayAsync(stage, taken: true, failures: Attempts)),
    ];

    private static async Task<StoredHistory> PlayAsync(Stage stage, bool taken, int failures = 0, int? minutes = null)
    {
        for (var i = 0; i < failures; i++) stage.Offers.Enqueue(_ => throw new TimeoutException("the conversation is away"));
        stage.Offers.Enqueue(_ => taken);
        var offer = Steps.Offer(stage.Now);
        var id = AssignmentOrchestrator.InstanceOf(Stage.Key.Id, offer.OperationId);
        await stage.Client.ScheduleNewOrchestrationInstanceAsync(nameof(AssignmentOrchestrator), offer, new StartOrchestrationOptions(id));
        await stage.SettleAsync();
        for (var i = 0; i < (minutes ?? failures); i++) await stage.PassAsync(TimeSpan.FromMinutes(1));
        return stage.Export(id);
    }
}
