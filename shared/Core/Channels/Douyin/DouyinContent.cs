using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Douyin;

/// <summary>What an event holds: JSON inside a text for most, an object for some.</summary>
internal static class DouyinContent
{
    /// <returns>Null when it is neither.</returns>
    internal static JsonElement? Of(JsonElement root, string name = "content")
    {
        if (root.Object(name) is { } content)
        {
            return content;
        }

        if (root.String(name) is not { } text)
        {
            return null;
        }

        var (inner, fault) = JsonReading.ReadObject(Encoding.UTF8.GetBytes(text));
        return fault is null ? inner : null;
    }
}
