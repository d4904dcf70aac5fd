using System.Text.Json;
using System.Text.Json.Nodes;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>One conversation as a page shows it: the entries up to the cursor, each as the bytes it came in.</summary>
internal sealed class ConversationView
{
    private readonly List<string> entries = [];
    private readonly Dictionary<string, int> replies = new(StringComparer.Ordinal);

    public long Cursor => entries.Count;

    public IReadOnlyList<string> Entries => entries;

    /// <returns>False when something before it is missing. What was taken before is taken again by leaving it.</returns>
    public bool TryTake(JsonElement entry)
    {
        var seq = entry.GetProperty("seq").GetInt64();
        if (seq <= Cursor) return true;
        if (seq > Cursor + 1) return false;
        switch (entry.GetProperty("type").GetString())
        {
            case "reply" or "announced":
                replies[entry.GetProperty("messageId").GetString()!] = entries.Count;
                break;
            case "deliveryRecorded" when replies.TryGetValue(entry.GetProperty("messageId").GetString()!, out var reply):
                // A page shows on what was said what became of it.
                var shown = JsonNode.Parse(entries[reply])!;
                shown[shown["type"]!.GetValue<string>() == "reply" ? "delivery" : "status"] = entry.GetProperty("status").GetString();
                if (shown["type"]!.GetValue<string>() == "reply") shown["deliveryReason"] = entry.GetProperty("reason").GetString();
                entries[reply] = shown.ToJsonString(AsItCame);
                break;
        }

        entries.Add(entry.GetRawText());
        return true;
    }

    private static readonly JsonSerializerOptions AsItCame = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
