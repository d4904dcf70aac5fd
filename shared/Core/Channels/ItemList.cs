using System.Text.Json;

namespace OmniFunctions.Channels;

/// <summary>Reads many items out of one request: what is wrong with one is a fault beside the others, and what stands twice counts once.</summary>
internal static class ItemList
{
    /// <param name="list">An array, or the one item itself.</param>
    /// <param name="read">An item, or why there is none; neither an item nor a fault worth telling = nothing to keep.</param>
    internal static Parsed Read(JsonElement list, int maxItems, Func<JsonElement, (InboundItem? Item, ParseFault? Fault)> read)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return read(list) switch
            {
                ({ } only, _) => new Parsed.Items(only),
                (_, { } fault) => new Parsed.Malformed(fault),
                _ => new Parsed.Items(),
            };
        }

        if (list.GetArrayLength() > maxItems)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        var items = new List<InboundItem>();
        var faults = new List<ParseFault>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in list.EnumerateArray())
        {
            var (item, fault) = element.ValueKind == JsonValueKind.Object ? read(element) : (null, (ParseFault?)ParseFault.InvalidValue);
            if (fault is { } unreadable)
            {
                faults.Add(unreadable);
            }
            else if (item is not null && seen.Add(item.DedupeKey))
            {
                items.Add(item);
            }
        }

        return items.Count == 0 && faults.Count > 0 ? new Parsed.Malformed(faults[0]) : new Parsed.Items(items, faults);
    }
}
