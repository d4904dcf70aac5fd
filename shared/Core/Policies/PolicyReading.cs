using System.Text.Json;
using OmniFunctions.Documents;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>What became of a policy's text.</summary>
/// <param name="Policy">Null when it has a fault.</param>
/// <param name="Faults">All of them, in the order of the text, at most <see cref="PolicyLimits.MaxFaults"/>.</param>
/// <param name="Warnings">It is taken in spite of these.</param>
public sealed record PolicyReading(ServicePolicy? Policy, IReadOnlyList<DocumentFault> Faults, IReadOnlyList<DocumentFault> Warnings)
{
    /// <param name="zones">What the machine knows under an IANA id.</param>
    public static PolicyReading Of(DocumentText text, Func<string, TimeZoneInfo?> zones)
    {
        if (text.Root is not { } root) return new(null, text.Faults, []);
        var (json, shapeFaults, places) = ShapeReading.Read(root, PolicyFormat.Document);
        var policy = JsonSerializer.Deserialize(json, CoreJson.Instance.ServicePolicy)!;
        var all = shapeFaults.Concat(PolicySense.Faults(policy, zones)
                .Where(fault => !shapeFaults.Any(known => known.Severity == Severity.Fault && IsWithin(fault.Path, known.Path)))
                .Select(fault => new DocumentFault(PlaceOf(fault.Path, places), fault.Path, fault.Problem, fault.Severity)))
            .OrderBy(fault => fault.At.Line)
            .ThenBy(fault => fault.At.Column)
            .ToLookup(fault => fault.Severity);
        var faults = all[Severity.Fault].Take(PolicyLimits.MaxFaults).ToArray();
        return new(faults.Length == 0 ? policy : null, faults, [.. all[Severity.Warning].Take(PolicyLimits.MaxFaults)]);
    }

    /// <summary>Something else stands where there was a fault of form: what is said of that is said of nobody's words.</summary>
    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || outer.Length == 0 || path[outer.Length] is '.' or '[');

    /// <summary>Of the nearest thing around it that stands in the text.</summary>
    private static Position PlaceOf(string path, IReadOnlyDictionary<string, Position> places)
    {
        while (true)
        {
            if (places.TryGetValue(path, out var place)) return place;
            var cut = path.LastIndexOfAny(['.', '[']);
            path = cut < 0 ? "" : path[..cut];
        }
    }
}
