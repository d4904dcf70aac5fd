using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>Reads answers and pushes.</summary>
internal static class Json
{
    public static string Id(this JsonElement element) => element.Text("id");

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";

    public static string Type(this JsonElement entry) => entry.Text("type");

    /// <summary>A push of a conversation which carries an entry that fits.</summary>
    public static bool Carries(this LiveMessage push, Func<JsonElement, bool> fits) =>
        push.Target == "conversation" && push.Arguments[0].GetProperty("entries").EnumerateArray().Any(fits);

    public static bool IsCustomerMessage(this JsonElement entry, string text) =>
        entry.Type() == "customerMessage" && entry.GetProperty("item").Text("text") == text;
}
