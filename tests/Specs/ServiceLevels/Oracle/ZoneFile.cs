using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

/// <summary>
/// A zone as its compiled file (TZif, RFC 9636) tells it: the file's own transitions, and beyond the last of them the rule in its footer. Nothing
/// of <see cref="TimeZoneInfo"/> is used, so that both can be held against each other.
/// </summary>
internal sealed class ZoneFile
{
    private const int HeaderLength = 44;
    private const int LastYear = 2101;

    private static readonly string Folder = new[] { Environment.GetEnvironmentVariable("TZDIR"), "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo" }
        .FirstOrDefault(folder => Directory.Exists(folder)) ?? "";

    private static readonly ConcurrentDictionary<string, ZoneFile> Read = new();

    private readonly List<(long At, long Offset)> changes = [];

    private ZoneFile(string name, byte[] file)
    {
        Name = name;
        // The first block has 32-bit times and is there for old readers.
        var second = HeaderLength + BlockLength(file, 0, timeLength: 4);
        var end = second + HeaderLength + BlockLength(file, second, timeLength: 8);
        ReadTransitions(file, second);
        var footer = Encoding.ASCII.GetString(file, end, file.Length - end).Trim('\n');
        var from = changes[^1].At == long.MinValue ? 1900 : new DateTime(changes[^1].At, DateTimeKind.Utc).Year;
        var rule = ZoneRule.Parse(footer);
        NamedUntil = changes[^1].At;
        RuleFits = rule.Fits;
        foreach (var change in rule.Changes(from, LastYear).Where(change => change.At > changes[^1].At))
        {
            Add(change.At, change.Offset);
        }
    }

    internal string Name { get; }

    /// <summary>The last change that the file names, in ticks; later ones follow from its rule.</summary>
    internal long NamedUntil { get; }

    /// <summary>Whether the rule is one that <see cref="TimeZoneInfo"/> can express.</summary>
    internal bool RuleFits { get; }

    /// <summary>Every zone this machine has a file for, links included.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. (Folder.Length == 0 ? [] : Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Folder, file))
            // The same zones once more: without a change, and with leap seconds counted. Two names are settings, not zones.
            .Where(name => !name.StartsWith("posix/", StringComparison.Ordinal) && !name.StartsWith("right/", StringComparison.Ordinal) && name is not ("localtime" or "posixrules"))
            .Where(IsZone)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>When the offset changes, and to what, both in ticks; the first entry is the beginning of time.</summary>
    internal IReadOnlyList<(long At, long Offset)> Changes => changes;

    internal static ZoneFile Of(string name) => Read.GetOrAdd(name, static name => new ZoneFile(name, File.ReadAllBytes(Path.Combine(Folder, name))));

    internal long OffsetAt(long utc) => changes[IndexAt(utc)].Offset;

    internal IEnumerable<(long At, long Offset)> ChangesWithin(long from, long until)
    {
        for (var i = IndexAt(from) + 1; i < changes.Count && changes[i].At < until; i++)
        {
            yield return changes[i];
        }
    }

    private int IndexAt(long utc)
    {
        var (low, high) = (0, changes.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = changes[middle].At <= utc ? (middle, high) : (low, middle);
        }

        return low;
    }

    private void ReadTransitions(byte[] file, int header)
    {
        var (times, types) = (Count(file, header, 3), Count(file, header, 4));
        var at = header + HeaderLength;
        var indices = at + (times * 8);
        var offsets = Enumerable.Range(0, types)
            .Select(type => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(indices + times + (type * 6))) * TimeSpan.TicksPerSecond)
            .ToArray();
        changes.Add((long.MinValue, offsets[0]));
        for (var i = 0; i < times; i++)
        {
            var seconds = BinaryPrimitives.ReadInt64BigEndian(file.AsSpan(at + (i * 8)));
            if (seconds > -62_000_000_000)
            {
                Add(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond), offsets[file[indices + i]]);
            }
        }
    }

    private void Add(long at, long offset)
    {
        // A change of name alone, or of what counts as daylight saving, moves no hand.
        if (changes[^1].Offset != offset)
        {
            changes.Add((at, offset));
        }
    }

    private static int BlockLength(byte[] file, int header, int timeLength) =>
        (Count(file, header, 3) * (timeLength + 1)) + (Count(file, header, 4) * 6) + Count(file, header, 5)
            + (Count(file, header, 2) * (timeLength + 4)) + Count(file, header, 1) + Count(file, header, 0);

    /// <summary>The header's six counts: UT marks, standard marks, leap seconds, times, types, letters.</summary>
    private static int Count(byte[] file, int header, int which) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(header + 20 + (which * 4)));

    private static bool IsZone(string name)
    {
        using var file = File.OpenRead(Path.Combine(Folder, name));
        Span<byte> magic = stackalloc byte[5];
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic is [(byte)'T', (byte)'Z', (byte)'i', (byte)'f', >= (byte)'2'];
    }
}
