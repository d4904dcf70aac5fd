using System.Globalization;

namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// What happened in a run, line by line, and one hash over all of it. Two runs of a seed are the same run if their hashes are the same.
/// </summary>
internal sealed class Trace(World world, TextWriter? output)
{
    private const int LinesKept = 60;
    private const ulong Prime = 0x100000001b3;
    private readonly Queue<string> last = new(LinesKept);

    /// <summary>FNV-1a over the lines.</summary>
    public ulong Hash { get; private set; } = 0xcbf29ce484222325;

    public int Lines { get; private set; }

    public IReadOnlyCollection<string> Last => last;

    public void Add(FormattableString said) => Add(said.ToString(CultureInfo.InvariantCulture));

    public void Add(string said)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{++Lines,6} {world.Elapsed.TotalSeconds,12:0.000} {said}");
        foreach (var character in line) Hash = (Hash ^ character) * Prime;
        if (last.Count == LinesKept) last.Dequeue();
        last.Enqueue(line);
        output?.WriteLine(line);
    }
}
