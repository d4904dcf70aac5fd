using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Tests.Specs.Channels;

namespace OmniFunctions.Tests.Vectors;

/// <summary>
/// Changes genuine requests, payloads and answers a given number of times, and lets every parser read what came of it. Each case has a seed of its own, by which
/// it can be run again alone: <c>--fuzz 1 --seed {seed of the case}</c>, with the same <c>--only</c> where there was one.
/// </summary>
internal sealed class Fuzz
{
    private const long MostBytes = 64 * 1024 * 1024;
    private const int MaxFailuresShown = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>What has not ended after this will not.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<Seed> seeds;
    private long failed;
    private long most;
    private long longestTicks;

    private Fuzz(IReadOnlyList<Seed> seeds) => this.seeds = seeds;

    /// <param name="cases">How often.</param>
    /// <param name="first">Seed of the first case; the others count on from it.</param>
    /// <param name="only">A part of the names of those that are changed; null = all.</param>
    /// <returns>Whether nothing failed; null when nothing has such a name.</returns>
    public static bool? Run(IReadOnlyList<Vector> vectors, long cases, long first, string? only)
    {
        IEnumerable<Seed> all = [.. Requests(vectors), .. Texts(FuzzSeeds.Payloads, isAnswer: false), .. Texts(FuzzSeeds.Answers, isAnswer: true), .. Bytes(FuzzSeeds.Pages, "(mailbox page)", isAnswer: true)];
        var fuzz = new Fuzz([.. all.Where(seed => only is null || seed.Name.Contains(only, StringComparison.OrdinalIgnoreCase))]);
        if (fuzz.seeds.Count == 0) return null;
        var started = Stopwatch.GetTimestamp();
        var workers = Math.Max(1, Environment.ProcessorCount);
        var threads = Enumerable.Range(0, workers).Select(worker => new Thread(() => fuzz.Work(cases, first, worker, workers)) { IsBackground = true }).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{cases} cases of {fuzz.seeds.Count} seeds from {first} on in {took.TotalSeconds:F0} s, {fuzz.failed} failed; longest {TimeSpan.FromTicks(fuzz.longestTicks).TotalMilliseconds:F1} ms, most allocated {fuzz.most / 1024.0 / 1024.0:F1} MiB"));
        return fuzz.failed == 0;
    }

    private void Work(long cases, long first, int worker, int workers)
    {
        using var watch = new HangWatch(Hang, seed => Fail(seed, "it hangs", isFatal: true));
        for (var number = (long)worker; number < cases; number += workers)
        {
            watch.Begin(first + number);
            Try(first + number);
        }
    }

    private void Try(long seed)
    {
        try
        {
            var (took, bytes) = Measure(seed);

            // Another process may have had the core meanwhile: what is slow is slow twice.
            if (took > Longest) took = Measure(seed).Took;
            Raise(ref most, bytes);
            Raise(ref longestTicks, took.Ticks);
            if (took > Longest) Fail(seed, string.Create(CultureInfo.InvariantCulture, $"it took {took.TotalMilliseconds:F0} ms"));
            if (bytes > MostBytes) Fail(seed, string.Create(CultureInfo.InvariantCulture, $"it allocated {bytes} bytes"));
        }
#pragma warning disable CA1031 // Whatever a parser throws is what this looks for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(seed, e.ToString());
        }
    }

    private (TimeSpan Took, long Bytes) Measure(long seed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        SeedOf(seed).Run(new Random(unchecked((int)seed)));
        return (Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private Seed SeedOf(long seed) => seeds[(int)((ulong)seed % (ulong)seeds.Count)];

    private void Fail(long seed, string why, bool isFatal = false)
    {
        if (Interlocked.Increment(ref failed) <= MaxFailuresShown) Console.WriteLine($"failed: seed {seed} ({SeedOf(seed).Name}): {why}");
        if (isFatal) Environment.Exit(1);
    }

    private static void Raise(ref long highest, long value)
    {
        for (var seen = Interlocked.Read(ref highest); value > seen; seen = Interlocked.Read(ref highest)) Interlocked.CompareExchange(ref highest, value, seen);
    }

    private static IEnumerable<Seed> Requests(IReadOnlyList<Vector> vectors)
    {
        foreach (var vector in vectors)
        {
            if (ChannelCatalogue.Find(vector.Channel) is not { } channel) continue;
            var account = AccountOf(vector.Channel, vector.Secrets);
            var request = new WebhookRequest(vector.Method, "https://omni.example" + vector.Path, QueryOf(vector.Query), vector.Headers, vector.Body);
            var now = DateTimeOffset.FromUnixTimeSeconds(vector.Clock ?? 1_763_640_000);
            yield return new Seed(vector.Id, random => Fuzzing.Run(channel, Fuzzing.Change(request, random), account, now));

            // What is inside fails at its signature when the outside is changed, so that it is changed by itself.
            if (channel.Verify(request, account, now) is not Verification.Authentic authentic || authentic.Payload.Span.SequenceEqual(vector.Body)) continue;
            var payload = authentic.Payload.ToArray();
            yield return new Seed(vector.Id + " (payload)", random => Fuzzing.Read(channel, request, Fuzzing.Change(payload, random), account));
        }
    }

    private static IEnumerable<Seed> Texts(IReadOnlyList<(string Channel, string Text)> texts, bool isAnswer) =>
        Bytes([.. texts.Select(one => (one.Channel, System.Text.Encoding.UTF8.GetBytes(one.Text)))], isAnswer ? "(answer)" : "(payload)", isAnswer);

    private static IEnumerable<Seed> Bytes(IReadOnlyList<(string Channel, byte[] Bytes)> seeds, string what, bool isAnswer)
    {
        foreach (var (name, bytes) in seeds)
        {
            var channel = ChannelCatalogue.Find(name)!;
            var account = AccountOf(name, new Dictionary<string, string>());
            var request = new WebhookRequest("POST", "https://omni.example/webhooks/demo/channel/main", new Dictionary<string, string>(), new Dictionary<string, string>(), bytes);
            yield return new Seed($"{name} {what}", random =>
            {
                var changed = Fuzzing.Change(bytes, random);
                if (isAnswer) Fuzzing.ReadAnswer(channel, changed, account, DateTimeOffset.UnixEpoch);
                else Fuzzing.Read(channel, request, changed, account);
            });
        }
    }

    private static ChannelAccount AccountOf(string channel, IReadOnlyDictionary<string, string> settings) => new(new AccountKey(new TenantId("demo"), channel, "main"), settings);

    internal static Dictionary<string, string> QueryOf(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair.Length == 2 ? System.Net.WebUtility.UrlDecode(pair[1]) : "");

    /// <param name="Run">One case of it.</param>
    private sealed record Seed(string Name, Action<Random> Run);

    /// <summary>Tells of a case that does not come to an end.</summary>
    private sealed class HangWatch : IDisposable
    {
        private readonly Timer timer;
        private long current;
        private long begun = Stopwatch.GetTimestamp();

        public HangWatch(TimeSpan limit, Action<long> hangs) => timer = new Timer(
            _ =>
            {
                if (Stopwatch.GetElapsedTime(Interlocked.Read(ref begun)) > limit) hangs(Interlocked.Read(ref current));
            },
            null,
            limit,
            TimeSpan.FromSeconds(1));

        public void Begin(long seed)
        {
            Interlocked.Exchange(ref current, seed);
            Interlocked.Exchange(ref begun, Stopwatch.GetTimestamp());
        }

        public void Dispose() => timer.Dispose();
    }
}
