using System.Diagnostics;
using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults.Timers;

/// <summary>
/// A process with a hub of timers, to be killed: <c>--timer-child &lt;folder&gt; &lt;count&gt; &lt;first due, in ticks&gt; &lt;spread, in ms&gt;</c>. It prints when it is
/// ready, then how many are armed; given no count, it goes on with those that are there.
/// </summary>
internal sealed class TimerChild : IAsyncDisposable
{
    public const string Argument = "--timer-child";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process process;

    private TimerChild(Process process) => this.process = process;

    public DateTimeOffset LaunchedAt { get; } = DateTimeOffset.UtcNow;

    public DateTimeOffset ReadyAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When it has armed what it was to arm, and how many there are.</summary>
    public int Armed { get; private set; }

    public static async Task<int> RunAsync(string[] args)
    {
        await using var hub = new ArmedHub(args[1]);
        await hub.StartAsync();
        Say(DateTimeOffset.UtcNow.UtcTicks);
        var count = int.Parse(args[2], CultureInfo.InvariantCulture);
        if (count > 0)
        {
            var due = new DateTimeOffset(long.Parse(args[3], CultureInfo.InvariantCulture), TimeSpan.Zero);
            await hub.ArmAsync(count, due, TimeSpan.FromMilliseconds(double.Parse(args[4], CultureInfo.InvariantCulture)));
        }

        Say(hub.Armed);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    public static async Task<TimerChild> StartAsync(string folder, int count = 0, DateTimeOffset firstDue = default, TimeSpan spread = default)
    {
        string[] args = [typeof(TimerChild).Assembly.Location, Argument, folder, Text(count), Text(firstDue.UtcTicks), Text((long)spread.TotalMilliseconds)];
        var child = new TimerChild(Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true })!);
        child.ReadyAt = new DateTimeOffset(await child.HearAsync(), TimeSpan.Zero);
        child.Armed = (int)await child.HearAsync();
        return child;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private async Task<long> HearAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await process.StandardOutput.ReadLineAsync(patience.Token) is { } line
            ? long.Parse(line, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The process with the timers ended by itself.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Say(long number)
    {
        Console.Out.WriteLine(Text(number));
        Console.Out.Flush();
    }
}
