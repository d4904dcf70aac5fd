using System.Text;

namespace OmniFunctions.Local.Tables;

/// <summary>The key a next page begins with. As a continuation token it is the two keys in base64 with a space between.</summary>
internal readonly record struct EntityKey(string Partition, string Row)
{
    public string ToToken() => $"{Encode(Partition)} {Encode(Row)}";

    public static EntityKey? FromToken(string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var space = token.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) throw new FormatException("The continuation token is none of this table's.");
        return new EntityKey(Decode(token[..space]), Decode(token[(space + 1)..]));
    }

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string Decode(string key) => Encoding.UTF8.GetString(Convert.FromBase64String(key));
}
