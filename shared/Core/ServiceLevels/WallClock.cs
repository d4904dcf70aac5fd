using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OmniFunctions.ServiceLevels;

/// <summary>
/// What a zone's wall clock shows at any instant of the supported years: stretches of constant offset from UTC, found once, so that a question
/// costs a binary search and no walk through a zone's rules. It depends on the machine's zone data and on nothing else; share one among all
/// calendars of a zone.
/// </summary>
/// <remarks>
/// <see cref="TimeZoneInfo"/> is exact wherever the zone's file names each change, today up to 2037. Beyond, it follows the file's closing rule, and a
/// few zones have one that it cannot express (a change at 24:00 or later, or before 00:00): there a day may be an hour off.
/// It also drops the seconds of an offset, which the last zone gave up in 1972.
/// </remarks>
public sealed class WallClock
{
    public const int FirstYear = 1980;
    public const int LastYear = 2099;

    /// <summary>
    /// How far apart the offset is looked at. The two nearest changes that any zone has known in these years lie seven days apart; two changes
    /// within one step that undo each other would be overlooked.
    /// </summary>
    private const long StepTicks = 3 * TimeSpan.TicksPerDay;

    private readonly long[] starts;
    private readonly long[] offsets;

    private WallClock(string zone, long[] starts, long[] offsets)
    {
        Zone = zone;
        this.starts = starts;
        this.offsets = offsets;
        Fingerprint = FingerprintOf(starts, offsets);
    }

    /// <summary>The first instant that has an answer.</summary>
    public static DateTimeOffset Begins { get; } = new(FirstYear, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant that has none any more: nothing is searched beyond it.</summary>
    public static DateTimeOffset Ends { get; } = new(LastYear + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Zone { get; }

    /// <summary>Changes when the zone's rules change, as by an update of the machine's zone data; SHA-256, lower-case hex.</summary>
    public string Fingerprint { get; }

    /// <summary>Instants at which the offset changes, in ticks of UTC; the first is <see cref="Begins"/>.</summary>
    internal ReadOnlySpan<long> Starts => starts;

    /// <summary>What to add to an instant for the reading, in ticks, from the start with the same index.</summary>
    internal ReadOnlySpan<long> Offsets => offsets;

    public static WallClock Of(TimeZoneInfo zone)
    {
        var starts = ImmutableArray.CreateBuilder<long>();
        var offsets = ImmutableArray.CreateBuilder<long>();
        var at = Begins.Ticks;
        var offset = OffsetAt(zone, at);
        starts.Add(at);
        offsets.Add(offset);
        while (at < Ends.Ticks)
        {
            var next = Math.Min(at + StepTicks, Ends.Ticks);
            var then = OffsetAt(zone, next);
            if (then != offset && next < Ends.Ticks)
            {
                starts.Add(ChangeBetween(zone, at, next));
                offsets.Add(then);
                offset = then;
            }

            at = next;
        }

        return new WallClock(zone.Id, [.. starts], [.. offsets]);
    }

    /// <summary>What the clock shows is the instant in UTC plus this.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies outside the supported years.</exception>
    public TimeSpan OffsetAt(DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(at, Begins);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, Ends);
        return new TimeSpan(offsets[StretchAt(at.UtcTicks)]);
    }

    /// <summary>The index of the stretch that holds the instant.</summary>
    internal int StretchAt(long utcTicks)
    {
        var index = starts.AsSpan().BinarySearch(utcTicks);
        return index >= 0 ? index : ~index - 1;
    }

    private static long OffsetAt(TimeZoneInfo zone, long utcTicks) => zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;

    /// <summary>The first tick with the later offset.</summary>
    private static long ChangeBetween(TimeZoneInfo zone, long before, long after)
    {
        var then = OffsetAt(zone, after);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (OffsetAt(zone, middle) == then)
            {
                after = middle;
            }
            else
            {
                before = middle;
            }
        }

        return after;
    }

    private static string FingerprintOf(long[] starts, long[] offsets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(starts.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(offsets.AsSpan()));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
