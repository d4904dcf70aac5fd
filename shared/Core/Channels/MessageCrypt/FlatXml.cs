using System.Text;
using System.Xml;

namespace OmniFunctions.Channels.MessageCrypt;

/// <summary>Reads the one flat element that a message is.</summary>
internal static class FlatXml
{
    private const char ByteOrderMark = '\uFEFF';
    private const int MaxCharacters = 64 * 1024;

    /// <summary>The platforms' elements have no attributes; the reader keeps all of one tag's at once, and thousands cost a megabyte.</summary>
    private const int MaxTagLength = 1_024;

    /// <exception cref="XmlException">It is not XML, or has a DTD.</exception>
    internal static (FlatFields Fields, ParseFault? Fault) Read(string text, int maxFields)
    {
        if (HasLongTag(text))
        {
            return (FlatFields.None, ParseFault.NotXml);
        }

        using var reader = XmlReader.Create(new StringReader(text.TrimStart(ByteOrderMark)), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new List<string>();
        var value = new StringBuilder();
        while (reader.Read())
        {
            if (reader.Depth > Limits.MaxDepth)
            {
                return (FlatFields.None, ParseFault.TooDeep);
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element when !reader.IsEmptyElement:
                    path.Add(reader.LocalName);
                    value.Clear();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    value.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    if (!Close(texts, path, value) || texts.Count > maxFields)
                    {
                        return (FlatFields.None, ParseFault.InvalidValue);
                    }

                    break;
            }
        }

        return (new FlatFields(texts), null);
    }

    private static bool HasLongTag(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('<') is >= 0 and var at)
        {
            text = text[at..];
            var end = text.StartsWith("<![CDATA[") ? text.IndexOf("]]>") : text.StartsWith("<!--") ? text.IndexOf("-->") : text.StartsWith("<!") ? -1 : text.IndexOf('>');
            if (end < 0)
            {
                // A document type, or something without an end: the reader refuses both by name. Only a tag must not be read to find that out.
                return text.Length > MaxTagLength && !text.StartsWith("<!");
            }

            if (end > MaxTagLength && !text.StartsWith("<!"))
            {
                return true;
            }

            text = text[(end + 1)..];
        }

        return false;
    }

    /// <returns>False when a field of the message itself is there twice: readers differ on which of them counts.</returns>
    private static bool Close(Dictionary<string, string> texts, List<string> path, StringBuilder value)
    {
        // The first name is the root's, which says nothing.
        var added = path.Count <= 1 || texts.TryAdd(string.Join('/', path.Skip(1)), value.ToString());
        var isField = path.Count == 2;
        path.RemoveAt(path.Count - 1);
        value.Clear();
        return added || !isField;
    }
}
