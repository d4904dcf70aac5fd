using System.Text;
using System.Text.Json;
using System.Xml;

namespace OmniFunctions.Channels.Taobao;

/// <summary>
/// The texts of a message by their own names, whether it came as JSON, as XML or as a form. Where a name stands several times, the first
/// counts: the platform puts what concerns the whole before its parts. Numbers keep their digits.
/// </summary>
internal sealed class TaobaoFields
{
    private const int MaxFields = 2_000;
    private static readonly byte[] Blank = [.. " \t\r\n"u8, 0xEF, 0xBB, 0xBF];
    private const char ByteOrderMark = '\uFEFF';

    private readonly Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);

    internal TaobaoFields(IEnumerable<KeyValuePair<string, string>>? pairs = null)
    {
        foreach (var (name, value) in pairs ?? [])
        {
            Add(name, value);
        }
    }

    internal bool IsEmpty => texts.Count == 0;

    internal static (TaobaoFields Fields, ParseFault? Fault) Read(ReadOnlyMemory<byte> body)
    {
        var fields = new TaobaoFields();
        return (fields, body.Span.TrimStart(Blank) switch
        {
            [] => null,
            [(byte)'{' or (byte)'[', ..] => fields.AddJson(body),
            [(byte)'<', ..] => fields.AddXml(body.Span),
            _ => fields.AddForm(body.Span),
        });
    }

    internal static TaobaoFields Of(JsonElement element)
    {
        var fields = new TaobaoFields();
        fields.Add(element);
        return fields;
    }

    internal string? Id(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (texts.TryGetValue(name, out var text) && text.Length is > 0 and <= Limits.MaxIdLength)
            {
                return text;
            }
        }

        return null;
    }

    private ParseFault? AddJson(ReadOnlyMemory<byte> body)
    {
        var (root, fault) = JsonReading.ReadObjectOrArray(body);
        if (fault is null)
        {
            Add(root);
        }

        return fault;
    }

    private void Add(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Add(item);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        // The values of one level before those that lie deeper.
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                Add(member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());
            }
        }

        foreach (var member in element.EnumerateObject())
        {
            Add(member.Value);
        }
    }

    private ParseFault? AddXml(ReadOnlySpan<byte> body)
    {
        if (StrictUtf8.Decode(body) is not { } text)
        {
            return ParseFault.NotXml;
        }

        try
        {
            return AddXml(text.TrimStart(ByteOrderMark));
        }
        catch (XmlException fault)
        {
            return fault.Message.Contains("DTD", StringComparison.Ordinal) ? ParseFault.DtdProhibited : ParseFault.NotXml;
        }
    }

    private ParseFault? AddXml(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
        var value = new StringBuilder();
        var isLeaf = false;
        while (reader.Read())
        {
            if (reader.Depth > Limits.MaxDepth)
            {
                return ParseFault.TooDeep;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    isLeaf = !reader.IsEmptyElement;
                    value.Clear();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    value.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    if (isLeaf)
                    {
                        Add(reader.LocalName, value.ToString());
                    }

                    isLeaf = false;
                    break;
            }
        }

        return null;
    }

    private ParseFault? AddForm(ReadOnlySpan<byte> body)
    {
        if (FormReading.Read(body) is not { } form)
        {
            return ParseFault.InvalidValue;
        }

        foreach (var (name, value) in form)
        {
            Add(name, value);
        }

        return null;
    }

    private void Add(string name, string value)
    {
        if (texts.Count < MaxFields)
        {
            texts.TryAdd(name, value);
        }
    }
}
