using System.Collections.Concurrent;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

/// <summary>The machine's zones with their wall clocks, each worked out once for all specs.</summary>
internal static class Zones
{
    private static readonly ConcurrentDictionary<string, Lazy<(TimeZoneInfo Zone, WallClock Clock)>> Known = new();

    internal static (TimeZoneInfo Zone, WallClock Clock) Of(string id) => Known.GetOrAdd(id, static id => new(() =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        return (zone, WallClock.Of(zone));
    })).Value;
}
