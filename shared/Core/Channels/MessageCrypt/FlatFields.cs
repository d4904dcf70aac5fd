using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace OmniFunctions.Channels.MessageCrypt;

/// <summary>
/// A message as texts by name, whether it came as XML or as JSON. What is nested is named by its path, as <c>Video/MediaId</c>.
/// Numbers keep their digits: message ids have 64 bits.
/// </summary>
internal sealed class FlatFields(IReadOnlyDictionary<string, string> texts)
{
    private const int MaxFields = 500;

    internal static FlatFields None { get; } = new(new Dictionary<string, string>());

    internal static (FlatFields Fields, ParseFault? Fault) Read(ReadOnlySpan<byte> payload)
    {
        // The content type is not looked at: it is whatever the developer's console was set to.
        return payload.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? ReadJson(payload.ToArray()) : ReadXml(payload);
    }

    /// <returns>Null when it is not there or empty.</returns>
    internal string? Text(string name) => texts.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    internal string? Id(string name) => Text(name) is { Length: <= Limits.MaxIdLength } id ? id : null;

    internal long? Integer(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    internal double? Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Those of the wanted fields that are there, by neutral names.</summary>
    internal Dictionary<string, Detail> Details(params ReadOnlySpan<(string Name, string Field)> wanted)
    {
        var details = new Dictionary<string, Detail>();
        foreach (var (name, field) in wanted)
        {
            if (Text(field) is { } value)
            {
                details[name] = value;
            }
        }

        return details;
    }

    private static (FlatFields, ParseFault?) ReadJson(ReadOnlyMemory<byte> payload)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        if (fault is not null)
        {
            return (None, fault);
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        return Add(texts, root, prefix: "") ? (new FlatFields(texts), null) : (None, ParseFault.InvalidValue);
    }

    private static bool Add(Dictionary<string, string> texts, JsonElement element, string prefix)
    {
        foreach (var member in element.EnumerateObject())
        {
            var path = prefix + member.Name;
            var understood = member.Value.ValueKind switch
            {
                JsonValueKind.Object => Add(texts, member.Value, path + "/"),
                JsonValueKind.String => texts.TryAdd(path, member.Value.GetString()!),
                JsonValueKind.Number => texts.TryAdd(path, member.Value.GetRawText()),
                _ => true,
            };
            if (!understood || texts.Count > MaxFields)
            {
                return false;
            }
        }

        return true;
    }

    private static (FlatFields, ParseFault?) ReadXml(ReadOnlySpan<byte> payload)
    {
        if (StrictUtf8.Decode(payload) is not { } text)
        {
            return (None, ParseFault.NotXml);
        }

        try
        {
            return FlatXml.Read(text, MaxFields);
        }
        catch (XmlException fault)
        {
            return (None, fault.Message.Contains("DTD", StringComparison.Ordinal) ? ParseFault.DtdProhibited : ParseFault.NotXml);
        }
    }
}
