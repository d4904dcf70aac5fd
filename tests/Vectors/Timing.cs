using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Vectors;

/// <summary>
/// Whether the time of a refusal tells how much of a guessed proof is right: guesses that are wrong at their beginning against guesses that are wrong at their
/// end, in random order, by Welch's t-test as dudect does it. A value of 4.5 and more would tell.
/// </summary>
internal static class Timing
{
    public const string Flag = "--timing";
    public const string Usage = "Vectors --timing <measurements>";

    private const double Telling = 4.5;

    /// <summary>The slower half is what the machine did meanwhile.</summary>
    private const double Kept = 0.5;

    /// <summary>What a comparison tells it tells each time and in the same direction; what a busy machine says, it says once.</summary>
    private const int Rounds = 3;

    /// <summary>Where the proof stands: a header or a query parameter, and what of it comes before the digits.</summary>
    private static readonly (string Vector, string Name, int Prefix)[] Proofs =
    [
        ("telegram/text-start", "X-Telegram-Bot-Api-Secret-Token", 0),
        ("whatsapp/text", "X-Hub-Signature-256", "sha256=".Length),
        ("line/published-middleware-text-emoji", "x-line-signature", 0),
        ("slack/event-message-retry", "X-Slack-Signature", "v0=".Length),
        ("standard-webhooks/published-sign-vector", "webhook-signature", "v1,".Length),
        ("wechat-oa/plain-text", "signature", 0),
        ("doudian/probe-tag-0", "event-sign", 0),
    ];

    /// <returns>Whether none of them tells.</returns>
    public static bool Run(IReadOnlyList<Vector> vectors, int measurements)
    {
        var tells = false;
        foreach (var (id, name, prefix) in Proofs)
        {
            var vector = vectors.Single(vector => vector.Id == id);
            var rounds = Enumerable.Range(0, Rounds).Select(_ => Measure(vector, name, prefix, measurements)).ToList();
            var isTelling = rounds.All(t => t >= Telling) || rounds.All(t => t <= -Telling);
            tells |= isTelling;
            Console.WriteLine($"{id}: t = {string.Join(", ", rounds.Select(t => t.ToString("F2", CultureInfo.InvariantCulture)))}{(isTelling ? "  TELLS" : "")}");
        }

        return !tells;
    }

    private static double Measure(Vector vector, string name, int prefix, int measurements)
    {
        var channel = ChannelCatalogue.Find(vector.Channel)!;
        var account = new ChannelAccount(new AccountKey(new TenantId("demo"), vector.Channel, "main"), vector.Secrets);
        var genuine = new WebhookRequest(vector.Method, "https://omni.example" + vector.Path, Fuzz.QueryOf(vector.Query), vector.Headers, vector.Body);
        var now = DateTimeOffset.FromUnixTimeSeconds(vector.Clock ?? 1_763_640_000);
        if (channel.Verify(genuine, account, now) is Verification.Rejected) throw new InvalidOperationException($"{vector.Id} is not genuine.");

        WebhookRequest[] wrong = [With(genuine, name, proof => Changed(proof, prefix)), With(genuine, name, proof => Changed(proof, proof.TrimEnd('=').Length - 3))];
        var random = new Random(1);
        var times = new[] { new List<double>(measurements), new List<double>(measurements) };
        for (var number = -measurements / 10; number < measurements; number++)
        {
            var which = random.Next(2);
            var begun = Stopwatch.GetTimestamp();
            var verification = channel.Verify(wrong[which], account, now);
            var took = Stopwatch.GetTimestamp() - begun;
            if (verification is not Verification.Rejected) throw new InvalidOperationException($"A wrong proof of {vector.Id} was believed.");

            // The first ones are compiled on the way.
            if (number >= 0) times[which].Add(took);
        }

        return Welch([.. times[0].Order().Take((int)(times[0].Count * Kept))], [.. times[1].Order().Take((int)(times[1].Count * Kept))]);
    }

    private static double Welch(double[] one, double[] other)
    {
        var (meanOfOne, varianceOfOne) = Moments(one);
        var (meanOfOther, varianceOfOther) = Moments(other);
        return (meanOfOne - meanOfOther) / Math.Sqrt((varianceOfOne / one.Length) + (varianceOfOther / other.Length));
    }

    private static (double Mean, double Variance) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static WebhookRequest With(WebhookRequest request, string name, Func<string, string> change) => request with
    {
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase) ? change(header.Value) : header.Value, StringComparer.OrdinalIgnoreCase),
        Query = request.Query.ToDictionary(value => value.Key, value => value.Key == name ? change(value.Value) : value.Value),
    };

    private static string Changed(string proof, int at) => $"{proof[..at]}{(proof[at] is '0' ? '1' : '0')}{proof[(at + 1)..]}";
}
