using OmniFunctions.Local.DurableTask.Replay;
using OmniFunctions.Tests.Replay;
using OmniFunctions.Tests.Replay.Recording;

const string Usage = """
    replay [file or folder ...]                     replays histories against the orchestrators as they are now; without a path, the golden ones
    record [random histories, by default 60]        records golden histories of this release; what is there already stays
    export <data folder> <hub> <instance> <file>    takes an instance's history out of a data folder that no process has open
    """;

return args switch
{
    [] or ["replay"] => Replay([GoldenHistories.Folder]),
    ["replay", .. var paths] => Replay(paths),
    ["record"] => await RecordAsync(GoldenScenarios.RandomByDefault),
    ["record", var count] when int.TryParse(count, out var random) && random >= 0 => await RecordAsync(random),
    ["export", var folder, var hub, var instance, var file] => await ExportAsync(folder, hub, instance, file),
    [var path] when File.Exists(path) || Directory.Exists(path) => Replay([path]),
    _ => Refuse(Usage),
};

static int Replay(string[] paths)
{
    int passed = 0, failed = 0;
    foreach (var file in paths.SelectMany(FilesOf))
    {
        try
        {
            var history = StoredHistory.Load(file);
            var report = GoldenHistories.Replay(history, GoldenHistories.Present());
            if (report.IsOk) passed++;
            else failed++;
            if (!report.IsOk || paths is [var only] && only == file) Console.WriteLine($"{file}: {report.Disagreement ?? $"ok, {report.Turns} steps of {history.Orchestrator}"}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            failed++;
            Console.WriteLine(e.Message);
        }
    }

    Console.WriteLine($"{passed} replayed, {failed} failed");
    return failed == 0 && passed > 0 ? 0 : 1;
}

static IEnumerable<string> FilesOf(string path) =>
    Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

static async Task<int> RecordAsync(int random)
{
    var (recorded, kept) = await GoldenScenarios.RecordAsync(random);
    Console.WriteLine($"{recorded} recorded, {kept} kept as they were");
    return 0;
}

static async Task<int> ExportAsync(string folder, string hub, string instance, string file)
{
    if (!Directory.Exists(folder)) return Refuse($"There is no data folder '{folder}'.");
    await using var closed = new ClosedHub(folder, hub);
    if (closed.Export(instance) is not { } history) return Refuse($"The hub '{hub}' of '{folder}' has no instance '{instance}'.");
    history.Save(file);
    Console.WriteLine($"{history.Turns} steps of {history.Orchestrator} written to {file}");
    return 0;
}

static int Refuse(string text)
{
    Console.Error.WriteLine(text);
    return 2;
}
