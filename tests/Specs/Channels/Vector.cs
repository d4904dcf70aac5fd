using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>One request of a platform and what must come of it, in the format of the channel vectors.</summary>
public sealed record Vector(string Id, JsonElement Json)
{
    public static IReadOnlyList<Vector> All { get; } =
        [.. JsonDocument.Parse(TestData.Read("Channels", "vectors.json")).RootElement.EnumerateArray().Select(json => new Vector(json.GetProperty("id").GetString()!, json))];

    public static TheoryData<Vector> AsTheory => new(All);

    public IChannel Channel => ChannelCatalogue.Find(Json.GetProperty("channel").GetString()!)!;

    public ChannelAccount Account => new(
        new AccountKey(new TenantId("demo"), Channel.Name, "main"),
        Json.GetProperty("secrets").EnumerateObject().ToDictionary(secret => secret.Name, secret => secret.Value.GetString()!));

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
                request.GetProperty("body").GetBytesFromBase64());
        }
    }

    public JsonElement Expect => Json.GetProperty("expect");

    public bool Flag(string name) => Expect.TryGetProperty(name, out var value) && value.GetBoolean();

    public override string ToString() => Id;

    private static Dictionary<string, string> Query(string path) => path.Contains('?', StringComparison.Ordinal)
        ? path.Split('?', 2)[1].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]))
        : [];
}
