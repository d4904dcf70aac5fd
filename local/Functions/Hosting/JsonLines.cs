using System.Text.Json;

namespace OmniFunctions.Local.Functions;

/// <summary>Finds the lines of a text on which its properties stand, by path.</summary>
internal static class JsonLines
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="text">JSON that has been read before without a fault.</param>
    public static Dictionary<string, int> Of(ReadOnlySpan<byte> text)
    {
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>();
        var (path, line, counted) = ("", 1, 0);
        var reader = new Utf8JsonReader(text, Lenient);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var start = (int)reader.TokenStartIndex;
                    line += text[counted..start].Count((byte)'\n');
                    counted = start;
                    path = open.Peek().Length == 0 ? reader.GetString()! : $"{open.Peek()}.{reader.GetString()}";
                    lines[path] = line;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(path);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path = open.Pop();
                    break;
            }
        }

        return lines;
    }
}
