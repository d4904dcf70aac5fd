namespace OmniFunctions.Tests.Vectors;

/// <summary>What came of one vector, of whichever direction.</summary>
/// <param name="Supported">False when no channel here knows such a vector; then nothing was tried.</param>
/// <param name="Fault">Null when all of it held.</param>
internal sealed record Verdict(string Id, string Channel, bool Supported, string? Fault)
{
    /// <summary>One line per failure, one per channel that is not supported, and <c>N passed, N failed</c> at the end.</summary>
    /// <returns>The exit code: 0 only when there was something to try and all of it held.</returns>
    public static int Print(IReadOnlyList<Verdict> verdicts, TextWriter to)
    {
        var failed = verdicts.Where(verdict => verdict is { Supported: true, Fault: not null }).ToList();
        foreach (var verdict in failed) to.WriteLine($"failed: {verdict.Id}: {verdict.Fault}");
        var unsupported = verdicts.Where(verdict => !verdict.Supported).GroupBy(verdict => verdict.Channel).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        foreach (var channel in unsupported) to.WriteLine($"not supported: {channel.Key} ({channel.Count()} vectors, not counted): {string.Join(", ", channel.Select(verdict => verdict.Id))}");
        var passed = verdicts.Count(verdict => verdict is { Supported: true, Fault: null });
        to.WriteLine($"{passed} passed, {failed.Count} failed");
        return failed.Count == 0 && unsupported.Count == 0 && passed > 0 ? 0 : 1;
    }
}
