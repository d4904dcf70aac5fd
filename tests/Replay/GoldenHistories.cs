using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using OmniFunctions.Durable;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.DurableTask.Replay;

namespace OmniFunctions.Tests.Replay;

/// <summary>
/// Histories that the orchestrators of the product wrote in each release, kept for ever: code that cannot replay all of them would break
/// instances that are under way when it is deployed.
/// </summary>
internal static class GoldenHistories
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Replay", "Golden");

    /// <summary>As the Functions host has it.</summary>
    public static TaskHubOptions Options { get; } = new() { DataConverter = new JsonDataConverter(new JsonSerializerOptions(JsonSerializerDefaults.Web)) };

    public static IReadOnlyList<(string Name, StoredHistory History)> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Folder, path), StoredHistory.Load(path))),
    ];

    /// <summary>The orchestrators as they are now.</summary>
    public static IDurableTaskFactory Present()
    {
        var registry = new DurableTaskRegistry();
        DurableTasks.Register(registry);
        return new RegistryFactory(registry);
    }

    public static ReplayReport Replay(StoredHistory history, IDurableTaskFactory code) => new HistoryReplayer(code, options: Options).Replay(history);
}
