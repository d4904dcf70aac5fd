using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Vectors;

/// <summary>Reads a file of request vectors: an array of objects with id, channel, request, secrets, clock and expect.</summary>
internal static class VectorFile
{
    /// <exception cref="FormatException">It is not such a file; the message says where.</exception>
    public static IReadOnlyList<Vector> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.EnumerateArray().Select((vector, index) => Read(vector, index))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static Vector Read(JsonElement vector, int index)
    {
        try
        {
            var request = vector.GetProperty("request");
            var expect = vector.GetProperty("expect");
            return new Vector(
                vector.GetProperty("id").GetString()!,
                vector.GetProperty("channel").GetString()!,
                request.GetProperty("method").GetString()!,
                request.GetProperty("path").GetString()!,
                Strings(request, "headers"),
                request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetBytesFromBase64() : [],
                Secrets(vector, request),
                vector.TryGetProperty("clock", out var clock) && clock.ValueKind == JsonValueKind.Number ? clock.GetInt64() : null,
                new Expectation(
                    expect.GetProperty("valid").GetBoolean(),
                    expect.TryGetProperty("parse_error", out var parseError) && parseError.GetBoolean(),
                    expect.TryGetProperty("normalised", out var normalised) && normalised.TryGetProperty("items", out var items)
                        ? [.. items.EnumerateArray().Select(item => item.Clone())]
                        : null,
                    expect.TryGetProperty("response", out var response) ? response.Clone() : null));
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"Vector {index + 1}: {e.Message}", e);
        }
    }

    private static Dictionary<string, string> Secrets(JsonElement vector, JsonElement request)
    {
        var secrets = Strings(vector, "secrets");
        if (request.TryGetProperty("url", out var url) && url.GetString() is { } signed) secrets[WebhookRequest.UrlSetting] = signed;
        return secrets;
    }

    private static Dictionary<string, string> Strings(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().ToDictionary(
                value => value.Name, value => value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString()! : value.Value.GetRawText(), StringComparer.OrdinalIgnoreCase)
            : [];
}
