using System.Diagnostics;

namespace OmniFunctions.Tests.Survival;

/// <summary>
/// The deterministic simulation of broker, durable engine and store. It needs a process of its own, whose pool has one thread;
/// <c>tests/Simulation -- --hours H</c> runs the same for hours.
/// </summary>
public sealed class SimulationSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Every_seed_of_a_minute_keeps_all_invariants()
    {
        var (exit, said) = await RunAsync("--minutes", "1");

        output.WriteLine(said[^1]);
        Assert.True(exit == 0, string.Join('\n', said));
    }

    [Fact]
    public async Task A_seed_is_one_trace_within_a_process_and_across_two()
    {
        var (exit, first) = await RunAsync("--seeds", "12", "--twice", "--each");
        var (_, second) = await RunAsync("--seeds", "12", "--each");

        Assert.True(exit == 0, string.Join('\n', first));
        Assert.Equal(first[..^1], second[..^1]);
    }

    [Fact]
    public async Task A_failing_seed_names_the_command_that_replays_it_and_fails_there_in_the_same_way()
    {
        var (exit, said) = await RunAsync("--seeds", "100", "--lose-rows");
        Assert.Equal(1, exit);

        var command = said.Single(line => line.StartsWith("Replay it alone: ", StringComparison.Ordinal)).Split(" -- ")[1];
        var (again, replayed) = await RunAsync(command.Split(' '));

        output.WriteLine(command);
        Assert.Equal(1, again);
        Assert.Equal(Findings(said), Findings(replayed));
        Assert.NotEmpty(Findings(said));
    }

    [Fact]
    public async Task An_unknown_option_is_refused_in_one_sentence()
    {
        var (exit, said) = await RunAsync("--minute", "1");

        Assert.Equal(2, exit);
        Assert.Contains("--minutes", Assert.Single(said), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Findings(IEnumerable<string> said) =>
        said.SkipWhile(line => !line.EndsWith(" failed:", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("Replay", StringComparison.Ordinal));

    /// <returns>The exit code, and what was said, line by line.</returns>
    private static async Task<(int Exit, string[] Said)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "OmniFunctions.Tests.Simulation.dll"));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
