using System.Diagnostics;
using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>
/// A process that goes on with a long conversation, to be killed: <c>--talk-child &lt;folder&gt; &lt;first&gt; &lt;until&gt;</c>. It prints how many messages
/// have been acknowledged, again and again.
/// </summary>
internal static class TalkChild
{
    public const string Argument = "--talk-child";

    public static async Task<int> RunAsync(string[] args)
    {
        await using var talk = new LongTalk(args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
        await talk.OpenAsync();
        await talk.FeedAsync(int.Parse(args[3], CultureInfo.InvariantCulture), acknowledged =>
        {
            Console.Out.WriteLine(acknowledged.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        });
        return 0;
    }

    /// <summary>Kills it after so many lines, if it lives that long.</summary>
    /// <returns>The messages that were acknowledged.</returns>
    public static async Task<int> RunAndKillAsync(string folder, int first, int until, int lines)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TalkChild).Assembly.Location, Argument, folder, $"{first}", $"{until}"]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var acknowledged = first;
        for (var read = 0; await child.StandardOutput.ReadLineAsync() is { } line; read++)
        {
            acknowledged = int.Parse(line, CultureInfo.InvariantCulture);
            if (read == lines) child.Kill();
        }

        await child.WaitForExitAsync();
        return acknowledged;
    }
}
