using System.Reflection;
using OmniFunctions.Local.DurableTask.Replay;

namespace OmniFunctions.Tests.Replay.Recording;

/// <summary>Writes the golden histories of this release, one file a scenario.</summary>
internal static class GoldenScenarios
{
    public const int RandomByDefault = 60;

    private static readonly string Release = typeof(GoldenScenarios).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <returns>How many were new, and how many were there before and stay as they are.</returns>
    public static async Task<(int Recorded, int Kept)> RecordAsync(int random)
    {
        int recorded = 0, kept = 0;
        var folder = Path.Combine(GoldenHistories.Folder, Release);
        Directory.CreateDirectory(folder);
        var scenarios = ConversationScenarios.All
            .Concat(AssignmentScenarios.All)
            .Concat(ClaimScenarios.All)
            .Concat(DepartureScenarios.All)
            .Concat(Enumerable.Range(1, random).Select(seed => ($"conversation-random-{seed:d3}", (Func<Stage, Task<StoredHistory>>)(stage => new RandomConversation(seed).PlayAsync(stage)))));
        foreach (var (name, play) in scenarios)
        {
            var path = Path.Combine(folder, name + ".json");
            if (File.Exists(path))
            {
                kept++;
                continue;
            }

            await using var stage = await Stage.OpenAsync();
            (await play(stage)).Save(path);
            recorded++;
        }

        return (recorded, kept);
    }
}
