using OmniFunctions.ServiceLevels;
using OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

public sealed class WallClockSpecs
{
    /// <summary>
    /// Up to here the zones' files name every change. A machine whose files leave that to the closing rule has a wrong time now, in zones whose rule the
    /// base library cannot express: it needs the full files (zic -b fat).
    /// </summary>
    private static readonly long NamedUntil = new DateTime(2037, 1, 1).Ticks;

    [Fact]
    public void The_clock_of_every_zone_changes_where_the_zones_own_file_says()
    {
        Assert.True(ZoneFile.Names.Count > 300, $"This machine has {ZoneFile.Names.Count} zones.");
        var found = new List<string>();
        foreach (var name in ZoneFile.Names)
        {
            var clock = Zones.Of(name).Clock;
            var file = ZoneFile.Of(name);
            foreach (var (at, _) in file.Changes.Where(change => change.At > WallClock.Begins.Ticks && change.At < WallClock.Ends.Ticks && (file.RuleFits || change.At <= Math.Max(file.NamedUntil, NamedUntil))))
            {
                foreach (var utc in new[] { at - 1, at, at + (12 * TimeSpan.TicksPerHour) })
                {
                    var (ours, theirs) = (clock.OffsetAt(new DateTimeOffset(utc, TimeSpan.Zero)), new TimeSpan(file.OffsetAt(utc)));
                    if (ours != theirs)
                    {
                        found.Add($"{name} at {new DateTime(utc):o}: {ours}, not {theirs}");
                    }
                }
            }
        }

        Assert.True(found.Count == 0, $"{found.Count} differences:\n{string.Join('\n', found.Take(20))}");
    }
}
