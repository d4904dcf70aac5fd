using System.Text.Json;
using OmniFunctions.Documents;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>One thing that two documents say differently.</summary>
/// <param name="Path">As <c>queues[service].offerSeconds</c>: what has an id or a name is called by it, so that a line put in above changes nothing.</param>
/// <param name="From">As JSON; null: it was not there.</param>
/// <param name="To">As JSON; null: it is there no more.</param>
public sealed record PolicyDifference(string Path, string? From, string? To)
{
    /// <summary>Of one list of differences; two documents with more have little in common.</summary>
    public const int Most = 1_000;

    public static IReadOnlyList<PolicyDifference> Between(ServicePolicy before, ServicePolicy after) =>
        [.. Between("", Element(before), Element(after)).Take(Most)];

    private static JsonElement? Element(ServicePolicy policy) => JsonSerializer.SerializeToElement(policy, CoreJson.Instance.ServicePolicy);

    private static IEnumerable<PolicyDifference> Between(string path, JsonElement? before, JsonElement? after)
    {
        if (IsNothing(before) && IsNothing(after)) return [];
        if (before is { } one && after is { } other && one.ValueKind == other.ValueKind)
        {
            if (one.ValueKind == JsonValueKind.Object) return Each(path, Members(one), Members(other));
            if (one.ValueKind == JsonValueKind.Array && Entries(one) is { } ones && Entries(other) is { } others) return Each(path, ones, others);
            if (JsonElement.DeepEquals(one, other)) return [];
        }

        return [new PolicyDifference(path, Say(before), Say(after))];
    }

    private static IEnumerable<PolicyDifference> Each(string path, IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> after) => before.Keys
        .Union(after.Keys)
        .SelectMany(name => Between(Join(path, name), Find(before, name), Find(after, name)));

    private static string Join(string path, string name) => name.StartsWith('[') ? path + name : ShapeReading.Below(path, name);

    private static JsonElement? Find(IReadOnlyDictionary<string, JsonElement> members, string name) => members.TryGetValue(name, out var found) ? found : null;

    private static Dictionary<string, JsonElement> Members(JsonElement element) => element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    /// <summary>By id or name where every entry has one of its own; null for lists of plain values, which are compared whole.</summary>
    private static Dictionary<string, JsonElement>? Entries(JsonElement list)
    {
        var entries = new Dictionary<string, JsonElement>();
        foreach (var (item, index) in list.EnumerateArray().Select((item, index) => (item, index)))
        {
            if (item.ValueKind != JsonValueKind.Object) return null;
            var key = Key(item) ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!entries.TryAdd($"[{key}]", item)) return null;
        }

        return entries;
    }

    private static string? Key(JsonElement item) => item.TryGetProperty("id", out var id) ? id.GetString() : item.TryGetProperty("name", out var name) ? name.GetString() : null;

    /// <summary>An empty list says no more than none.</summary>
    private static bool IsNothing(JsonElement? element) => element is null || (element.Value.ValueKind == JsonValueKind.Array && element.Value.GetArrayLength() == 0);

    private static string? Say(JsonElement? element) => IsNothing(element) ? null : element!.Value.GetRawText();
}
