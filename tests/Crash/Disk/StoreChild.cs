using System.Globalization;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>
/// A small process that opens a store and writes units of the workload, to be killed, watched and lied to: <c>--store-child &lt;folder&gt; &lt;first&gt; &lt;count&gt;</c>.
/// It prints <c>ack n</c> for each unit that was acknowledged, <c>refused n</c> for one that was not, and <c>closed</c> in the end.
/// </summary>
internal static class StoreChild
{
    public const string Argument = "--store-child";

    /// <summary>Units on their way at once, so that commits carry several.</summary>
    private const int Together = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var first = long.Parse(args[2], CultureInfo.InvariantCulture);
        var count = long.Parse(args[3], CultureInfo.InvariantCulture);
        try
        {
            using (var store = StoreWorkload.Open(args[1]))
            {
                Print("open");
                for (var next = first; next < first + count; next += Together)
                    await Task.WhenAll(Enumerable.Range(0, (int)Math.Min(Together, first + count - next)).Select(i => WriteAsync(store, next + i)));
            }

            Print("closed");
            return 0;
        }
        catch (StoreException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static async Task WriteAsync(EmbeddedStore store, long number)
    {
        try
        {
            await StoreWorkload.WriteAsync(store, number);
            Print(string.Create(CultureInfo.InvariantCulture, $"ack {number}"));
        }
        catch (StoreException)
        {
            Print(string.Create(CultureInfo.InvariantCulture, $"refused {number}"));
        }
    }

    /// <summary>One system call a line, at once: whoever watches the calls sees what was promised when.</summary>
    private static void Print(string line)
    {
        lock (Console.Out)
        {
            Console.Out.Write(line + "\n");
            Console.Out.Flush();
        }
    }
}
