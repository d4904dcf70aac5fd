using System.Text;
using System.Text.Json;

namespace OmniFunctions.Documents;

/// <summary>Reads JSON into a tree with places. Comments are not taken; a name that is there twice stays there twice, for the reader to complain.</summary>
public static class JsonText
{
    public const int MaxDepth = 32;

    public static DocumentText Read(ReadOnlySpan<byte> utf8)
    {
        var places = new Places(utf8);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var root = Node(ref reader, places, utf8);
            return reader.Read() ? DocumentText.Broken(places.Of(utf8, (int)reader.TokenStartIndex), "The document goes on after its end.") : DocumentText.Of(root);
        }
        catch (JsonException e)
        {
            var at = places.OfLine(utf8, (int)(e.LineNumber ?? 0), (int)(e.BytePositionInLine ?? 0));
            return DocumentText.Broken(at, $"This is no JSON: {Sentence(e.Message)}");
        }
        catch (InvalidOperationException)
        {
            return DocumentText.Broken(places.Of(utf8, (int)reader.TokenStartIndex), "This text holds half a character (a lone surrogate).");
        }
    }

    private static DocumentNode Node(ref Utf8JsonReader reader, Places places, ReadOnlySpan<byte> utf8)
    {
        var at = places.Of(utf8, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = new List<DocumentNode.Entry>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    var where = places.Of(utf8, (int)reader.TokenStartIndex);
                    reader.Read();
                    entries.Add(new(where, name, Node(ref reader, places, utf8)));
                }

                return new DocumentNode.Mapping(at, entries);
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Node(ref reader, places, utf8));
                return new DocumentNode.Sequence(at, items);
            case JsonTokenType.String:
                return new DocumentNode.Scalar(at, reader.GetString()!, ScalarKind.Text);
            case JsonTokenType.Number:
                return new DocumentNode.Scalar(at, Encoding.UTF8.GetString(reader.ValueSpan), ScalarKind.Number);
            case JsonTokenType.True or JsonTokenType.False:
                return new DocumentNode.Scalar(at, reader.TokenType == JsonTokenType.True ? "true" : "false", ScalarKind.Flag);
            case JsonTokenType.Null:
                return new DocumentNode.Scalar(at, "", ScalarKind.Null);
            default:
                throw new InvalidOperationException($"A JSON document does not go on with {reader.TokenType}.");
        }
    }

    /// <summary>Without the place at its end, which is said apart.</summary>
    private static string Sentence(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    /// <summary>Where each line begins.</summary>
    private sealed class Places
    {
        private readonly List<int> lines = [0];

        internal Places(ReadOnlySpan<byte> utf8)
        {
            for (var i = 0; i < utf8.Length; i++)
            {
                if (utf8[i] == (byte)'\n') lines.Add(i + 1);
            }
        }

        internal Position Of(ReadOnlySpan<byte> utf8, int index)
        {
            var found = lines.BinarySearch(index);
            var line = found >= 0 ? found : ~found - 1;
            return new(line + 1, 1 + Encoding.UTF8.GetCharCount(utf8[lines[line]..Math.Min(index, utf8.Length)]));
        }

        internal Position OfLine(ReadOnlySpan<byte> utf8, int line, int bytes) =>
            Of(utf8, Math.Min(utf8.Length, lines[Math.Min(line, lines.Count - 1)] + bytes));
    }
}
