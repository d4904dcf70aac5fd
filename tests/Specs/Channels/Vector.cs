using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>One request of a platform and what must come of it, in the format of the channel vectors.</summary>
public sealed record Vector(string Id, JsonElement Json)
{
    public static IReadOnlyList<Vector> All { get; } =
        [.. JsonDocument.Parse(TestData.Read("Channels", "vectors.json")).RootElement.EnumerateArray().Select(json => new Vector(json.GetProperty("id").GetString()!, json))];

    public static TheoryData<Vector> AsTheory => new(All.Where(vector => ChannelCatalogue.Find(vector.ChannelName) is not null));

    public string ChannelName => Json.GetProperty("channel").GetString()!;

    public IChannel Channel => ChannelCatalogue.Find(ChannelName)!;

    public ChannelAccount Account => new(
        new AccountKey(new TenantId("demo"), Channel.Name, "main"),
        Json.GetProperty("secrets").EnumerateObject()
            .Select(secret => KeyValuePair.Create(secret.Name, secret.Value.ValueKind == JsonValueKind.String ? secret.Value.GetString()! : secret.Value.GetRawText()))
            .Concat(Json.GetProperty("request").TryGetProperty("url", out var url) ? [KeyValuePair.Create(WebhookRequest.UrlSetting, url.GetString()!)] : [])
            .ToDictionary());

    /// <summary>The second at which it arrives.</summary>
    public DateTimeOffset Now => Json.TryGetProperty("clock", out var clock) && clock.ValueKind == JsonValueKind.Number
        ? DateTimeOffset.FromUnixTimeSeconds(clock.GetInt64())
        : DateTimeOffset.FromUnixTimeSeconds(1_763_640_000);

    public WebhookRequest Request
    {
        get
        {
            var request = Json.GetProperty("request");
            var path = request.GetProperty("path").GetString()!;
            return new WebhookRequest(
                request.GetProperty("method").GetString()!,
                "https://omni.example" + path,
                Query(path),
                request.GetProperty("headers").EnumerateObject().ToDictionary(
                    header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase),
                request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetBytesFromBase64() : []);
        }
    }

    public JsonElement Expect => Json.GetProperty("expect");

    public bool Flag(string name) => Expect.TryGetProperty(name, out var value) && value.GetBoolean();

    public override string ToString() => Id;

    private static Dictionary<string, string> Query(string path) => path.Contains('?', StringComparison.Ordinal)
        ? path.Split('?', 2)[1].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => System.Net.WebUtility.UrlDecode(pair[1]))
        : [];
}
