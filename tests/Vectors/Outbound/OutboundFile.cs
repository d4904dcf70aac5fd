using System.Text.Json;

namespace OmniFunctions.Tests.Vectors;

/// <summary>Reads a file of outbound vectors: an array of objects with channel, name, input and output.</summary>
internal static class OutboundFile
{
    /// <exception cref="FormatException">It is not such a file; the message says where.</exception>
    public static IReadOnlyList<OutboundVector> Read(string path)
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

    private static OutboundVector Read(JsonElement vector, int index)
    {
        try
        {
            return new OutboundVector(
                vector.GetProperty("channel").GetString()!,
                vector.GetProperty("name").GetString()!,
                Part(vector, "input"),
                Part(vector, "output"));
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Vector {index + 1}: {e.Message}", e);
        }
    }

    private static JsonElement Part(JsonElement vector, string name) => vector.GetProperty(name) is { ValueKind: JsonValueKind.Object } part
        ? part.Clone()
        : throw new InvalidOperationException($"{name} is no object");
}
