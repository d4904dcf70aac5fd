namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>An instance to be created.</summary>
/// <param name="StartAt">Ticks of UTC, or 0 for at once.</param>
internal sealed record NewInstance(
    string Id,
    string Name,
    string Version,
    string? Input,
    long StartAt,
    IReadOnlyDictionary<string, string>? Tags,
    ParentTask? Parent);
