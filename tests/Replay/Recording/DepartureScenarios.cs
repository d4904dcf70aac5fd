using Microsoft.DurableTask;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Local.DurableTask.Replay;

namespace OmniFunctions.Tests.Replay.Recording;

internal static class DepartureScenarios
{
    private const int Attempts = 12;

    public static IReadOnlyList<(string Name, Func<Stage, Task<StoredHistory>> Play)> All { get; } =
    [
        ("departure-is-told", stage => PlayAsync(stage)),
        ("departure-is-told-after-failures", stage => PlayAsync(stage, failures: 3)),
        ("departure-waits-to-be-tried-again", stage => PlayAsync(stage, failures: 1, minutes: 0)),
        ("departure-is-given-up", stage => PlayAsync(stage, failures: Attempts)),
    ];

    private static async Task<StoredHistory> PlayAsync(Stage stage, int failures = 0, int? minutes = null)
    {
        for (var i = 0; i < failures; i++) stage.Failures.Enqueue(true);
        var id = DepartureOrchestrator.InstanceOf(Stage.Key.Id, "op-000001");
        await stage.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(DepartureOrchestrator), new Departure(Stage.Key, new AgentId("li")), new StartOrchestrationOptions(id));
        await stage.SettleAsync();
        for (var i = 0; i < (minutes ?? failures); i++) await stage.PassAsync(TimeSpan.FromMinutes(1));
        return stage.Export(id);
    }
}
