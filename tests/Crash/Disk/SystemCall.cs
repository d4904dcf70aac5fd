using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>A line of strace's record, written with <c>-f -y -xx</c>: every string in hexadecimal, every descriptor with its path.</summary>
internal sealed partial record SystemCall(int Thread, string Name, string Arguments, long Result)
{
    /// <summary>All calls that came back, in the order they did.</summary>
    public static IEnumerable<SystemCall> Read(string record)
    {
        var begun = new Dictionary<int, string>();
        foreach (var line in File.ReadLines(record))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !int.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var thread)) continue;
            var text = line[space..].TrimStart();
            const string Unfinished = " <unfinished ...>";
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = text[..^Unfinished.Length];
                continue;
            }

            if (text.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (!begun.Remove(thread, out var start)) continue;
                text = start + text[(text.IndexOf('>', StringComparison.Ordinal) + 1)..];
            }

            if (Line().Match(text) is { Success: true } match)
                yield return new SystemCall(thread, match.Groups[1].Value, match.Groups[2].Value, long.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The path behind the first descriptor, or else the first string.</summary>
    public string Path => Name is "openat" or "unlink" ? String : DescriptorPath().Match(Arguments) is { Success: true } match ? Encoding.UTF8.GetString(Bytes(match.Groups[1].ValueSpan)) : "";

    public string String => Encoding.UTF8.GetString(Data);

    public byte[] Data => Quoted().Match(Arguments) is { Success: true } match ? Bytes(match.Groups[1].ValueSpan) : [];

    /// <summary>The number that stands last in the arguments.</summary>
    public long LastNumber => long.Parse(Arguments.AsSpan(Arguments.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    private static byte[] Bytes(ReadOnlySpan<char> hex)
    {
        // "\x41\x42"
        var bytes = new byte[hex.Length / 4];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = byte.Parse(hex.Slice((i * 4) + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return bytes;
    }

    [GeneratedRegex(@"^(\w+)\((.*)\) += (-?\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Line();

    [GeneratedRegex(@"^\d+<((?:\\x[0-9a-f]{2})+)>", RegexOptions.NonBacktracking)]
    private static partial Regex DescriptorPath();

    [GeneratedRegex("\"((?:\\\\x[0-9a-f]{2})*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
