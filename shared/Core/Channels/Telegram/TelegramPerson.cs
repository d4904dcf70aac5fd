using System.Text.Json;

namespace OmniFunctions.Channels.Telegram;

internal static class TelegramPerson
{
    private const int MaxNameLength = 200;

    /// <summary>A user's own name for themselves, or a chat's title.</summary>
    internal static string? NameOf(JsonElement person)
    {
        var name = string.Join(' ', new[] { person.String("first_name"), person.String("last_name") }.Where(part => !string.IsNullOrWhiteSpace(part)));
        var shown = name.Length > 0 ? name : person.String("title") ?? person.String("username");
        return shown is { Length: > 0 and <= MaxNameLength } ? shown : null;
    }
}
