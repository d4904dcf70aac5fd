using System.Diagnostics;
using System.Net;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// What the door costs by channel: the proof of a request and the reading of it, of a text message where the vectors have one. No server and no store, on
/// one thread; the input is what platforms sent.
/// </summary>
internal static class ChannelsScenario
{
    /// <summary>Of one timing: a single request is nearly as short as the clock's own step.</summary>
    private const int AtOnce = 20;

    /// <summary>Of a proof that is a digest or an HMAC.</summary>
    private const double MostMicroseconds = 20;

    /// <summary>Of a request that is decrypted first.</summary>
    private const double MostDecryptingMicroseconds = 60;

    /// <summary>
    /// The limits are of proofs by HMAC and of decryption. What is proved by a public key costs that arithmetic, and a mail has a password for a proof and is
    /// long to read: no limit is set for them.
    /// </summary>
    private static readonly string[] WithoutLimit = ["alipay", "email-mime", "email-sendgrid-inbound", "qqbot", "sendgrid-events", "teams-botframework"];

    private const string Vectors = "tests/Specs/Channels/vectors.json";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    public static void Run(BenchOptions options, Report report)
    {
        report.Settings($"verify and parse, {AtOnce} requests a timing, one thread, requests of {Vectors}");
        var vectors = JsonDocument.Parse(File.ReadAllBytes(FindVectors())).RootElement.EnumerateArray().ToList();
        foreach (var channel in ChannelCatalogue.All.OrderBy(channel => channel.Name, StringComparer.Ordinal))
        {
            var own = vectors.Where(vector => vector.GetProperty("channel").GetString() == channel.Name && IsRead(vector, channel)).ToList();
            if ((own.Find(IsText) is { ValueKind: JsonValueKind.Object } text ? text : own.FirstOrDefault()) is { ValueKind: JsonValueKind.Object } chosen) Measure(channel, chosen, options, report);
        }
    }

    private static void Measure(IChannel channel, JsonElement vector, BenchOptions options, Report report)
    {
        var (request, account, now) = (RequestOf(vector), AccountOf(vector, channel), TimeOf(vector));
        for (var warmingUp = Stopwatch.StartNew(); warmingUp.Elapsed < WarmUp;) Once(channel, request, account, now);
        var latencies = new Latencies();
        var count = 0L;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < options.Seconds)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < AtOnce; i++) Once(channel, request, account, now);
            latencies.Add(0, (Stopwatch.GetTimestamp() - began) / AtOnce);
            count += AtOnce;
        }

        var mean = clock.Elapsed.TotalMilliseconds / count;
        var measured = new Measurement(
            "channels", $"{channel.Name} ({vector.GetProperty("id").GetString()})", 1, count / clock.Elapsed.TotalSeconds, latencies.Percentile(0.5), latencies.Percentile(0.99), null, null, null,
            Environment.ProcessorCount, Report.Commit, null, mean);
        report.Add(LimitOf(channel, request, account, now) is { } most
            ? measured.Against(FormattableString.Invariant($"{channel.Name}: mean at most {most} µs"), mean * 1_000 <= most)
            : measured);
    }

    private static double? LimitOf(IChannel channel, WebhookRequest request, ChannelAccount account, DateTimeOffset now) =>
        WithoutLimit.Contains(channel.Name) ? null
        : channel.Verify(request, account, now) is Verification.Authentic authentic && !authentic.Payload.Equals(request.Body) ? MostDecryptingMicroseconds
        : MostMicroseconds;

    private static void Once(IChannel channel, WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (channel.Verify(request, account, now) is not Verification.Authentic authentic || channel.Parse(request, authentic.Payload, account) is not Parsed.Items { List.Count: > 0 })
            throw new InvalidOperationException($"The request of {channel.Name} was not read.");
    }

    private static bool IsRead(JsonElement vector, IChannel channel)
    {
        var (request, account) = (RequestOf(vector), AccountOf(vector, channel));
        return channel.Verify(request, account, TimeOf(vector)) is Verification.Authentic authentic
            && channel.Parse(request, authentic.Payload, account) is Parsed.Items { List.Count: > 0 };
    }

    private static bool IsText(JsonElement vector) =>
        vector.GetProperty("expect").TryGetProperty("normalised", out var normalised)
        && normalised.GetProperty("items").EnumerateArray().Any(item => item.TryGetProperty("kind", out var kind) && kind.GetString() == "text");

    private static ChannelAccount AccountOf(JsonElement vector, IChannel channel) => new(
        new AccountKey(new TenantId("demo"), channel.Name, "main"),
        vector.GetProperty("secrets").EnumerateObject()
            .Select(secret => KeyValuePair.Create(secret.Name, secret.Value.ValueKind == JsonValueKind.String ? secret.Value.GetString()! : secret.Value.GetRawText()))
            .Concat(vector.GetProperty("request").TryGetProperty("url", out var url) ? [KeyValuePair.Create(WebhookRequest.UrlSetting, url.GetString()!)] : [])
            .ToDictionary());

    private static DateTimeOffset TimeOf(JsonElement vector) => DateTimeOffset.FromUnixTimeSeconds(
        vector.TryGetProperty("clock", out var clock) && clock.ValueKind == JsonValueKind.Number ? clock.GetInt64() : 1_763_640_000);

    private static WebhookRequest RequestOf(JsonElement vector)
    {
        var request = vector.GetProperty("request");
        var path = request.GetProperty("path").GetString()!;
        return new WebhookRequest(
            request.GetProperty("method").GetString()!,
            "https://omni.example" + path,
            path.Contains('?', StringComparison.Ordinal)
                ? path.Split('?', 2)[1].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[^1]))
                : [],
            request.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase),
            request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetBytesFromBase64() : []);
    }

    private static string FindVectors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, Vectors) is var path && File.Exists(path)) return path;
        throw new InvalidOperationException($"{Vectors} is not there: the bench runs from a checkout.");
    }
}
