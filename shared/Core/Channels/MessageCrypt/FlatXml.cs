using System.Text;
using System.Xml;

namespace OmniFunctions.Channels.MessageCrypt;

/// <summary>Reads the one flat element that a message is.</summary>
internal static class FlatXml
{
    private const char ByteOrderMark = '\uFEFF';
    private const int MaxCharacters = 64 * 1024;

    /// <exception cref="XmlException">It is not XML, or has a DTD.</exception>
    internal static (FlatFields Fields, ParseFault? Fault) Read(string text, int maxFields)
    {
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
