using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace OmniFunctions.Channels;

/// <summary>Reads a platform's JSON without trusting it: nothing here throws for what a platform may send.</summary>
internal static class JsonReading
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = Limits.MaxDepth,
        // Which of two equal names counts is a matter of taste between readers, and so a way past a check.
        AllowDuplicateProperties = false,
    };

    /// <summary>The whole document, detached from its buffer. A fault when it is no JSON object of a sensible depth in UTF-8.</summary>
    internal static (JsonElement Root, ParseFault? Fault) ReadObject(ReadOnlyMemory<byte> json) =>
        Only(Read(json), array: false);

    /// <summary>As <see cref="ReadObject"/>, of a platform that sends an object or an array of them.</summary>
    internal static (JsonElement Root, ParseFault? Fault) ReadObjectOrArray(ReadOnlyMemory<byte> json) =>
        Only(Read(json), array: true);

    private static (JsonElement Root, ParseFault? Fault) Only((JsonElement Root, ParseFault? Fault) read, bool array) =>
        read.Fault is not null || read.Root.ValueKind == JsonValueKind.Object || (array && read.Root.ValueKind == JsonValueKind.Array) ? read : (default, ParseFault.NotJson);

    private static (JsonElement Root, ParseFault? Fault) Read(ReadOnlyMemory<byte> json)
    {
        // The reader itself looks at bytes inside strings only when they are asked for.
        if (!Utf8.IsValid(json.Span))
        {
            return (default, ParseFault.NotJson);
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            ReadEscapedSurrogates(json.Span, document.RootElement);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException fault)
        {
            return (default, fault.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? ParseFault.TooDeep : ParseFault.NotJson);
        }
        catch (InvalidOperationException)
        {
            return (default, ParseFault.NotJson);
        }
    }

    /// <summary>
    /// Half of an escaped surrogate pair passes the parser and throws only when the text, or a name beside the wanted one, is asked for.
    /// Where there may be one, everything is asked for here.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is one.</exception>
    private static void ReadEscapedSurrogates(ReadOnlySpan<byte> json, JsonElement root)
    {
        if (json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0)
        {
            ReadAll(root);
        }
    }

    private static void ReadAll(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadAll(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadAll(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    internal static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    internal static JsonElement? Object(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } member ? member : null;

    /// <summary>The members of an array; empty when it is not there or none.</summary>
    internal static IEnumerable<JsonElement> Array(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];

    /// <summary>A text; null when it is not there or not a text.</summary>
    internal static string? String(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>An id as its own digits: 64-bit ids do not survive a double.</summary>
    internal static string? Id(this JsonElement element, string name)
    {
        var id = element.Member(name) switch
        {
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.String } => element.String(name),
            _ => null,
        };
        return id is { Length: > 0 and <= Limits.MaxIdLength } ? id : null;
    }

    internal static long? Integer(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>Yes or no; null when it is neither.</summary>
    internal static bool? Flag(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } member ? member.GetBoolean() : null;

    internal static double? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    internal static string? Digits(this long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
