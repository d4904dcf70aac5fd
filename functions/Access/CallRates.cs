using System.Collections.Concurrent;

namespace OmniFunctions.Access;

/// <summary>Counts what anybody may call without a sign-in, by whoever calls: a flood costs its sender their answers, and nobody else.</summary>
public sealed class CallRates(TimeProvider time)
{
    /// <summary>Words of pages from one address in a minute. A campus or a mobile network may be one address: three a minute each are a thousand pages.</summary>
    public const int MaxVisits = 3_000;

    /// <summary>New visitors from one address in a minute.</summary>
    public const int MaxNewVisitors = 600;

    /// <summary>Files of one visitor in a minute.</summary>
    public const int MaxFiles = 20;

    /// <summary>Key strokes of one visitor or agent that are passed on in a minute.</summary>
    public const int MaxTyping = 120;

    /// <summary>Times that an agent's drafts are kept in a minute, on all of their devices: a page that is written on without a pause keeps one a second.</summary>
    public const int MaxDrafts = 240;

    /// <summary>Times in a minute that an agent's pages tell what is on their screen, or that somebody types there.</summary>
    public const int MaxViewing = 240;

    /// <summary>Devices of one visitor that are registered or taken away in a minute.</summary>
    public const int MaxDevices = 20;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MaxKeys = 50_000;

    private readonly ConcurrentDictionary<string, Calls> calls = new(StringComparer.Ordinal);

    /// <returns>Null when it may be done; else how long to wait.</returns>
    public TimeSpan? Take(string what, string who, int max)
    {
        if (calls.Count >= MaxKeys) Forget();
        var now = time.GetUtcNow();
        var counted = calls.AddOrUpdate(
            $"{what}:{who}", _ => new Calls(1, now), (_, known) => now - known.Since < Window ? known with { Count = known.Count + 1 } : new Calls(1, now));
        return counted.Count <= max ? null : counted.Since + Window - now;
    }

    /// <summary>What is over goes first. If a flood fills the rest, all of it goes: memory is bounded before anything else.</summary>
    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, known) in calls)
            if (now - known.Since >= Window) calls.TryRemove(key, out _);
        if (calls.Count >= MaxKeys) calls.Clear();
    }

    private sealed record Calls(int Count, DateTimeOffset Since);
}
