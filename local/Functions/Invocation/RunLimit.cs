namespace OmniFunctions.Local.Functions;

/// <summary>Ends runs that take longer than host.json's functionTimeout.</summary>
internal sealed class RunLimit(TimeSpan limit, TimeProvider time)
{
    /// <summary>
    /// Between the token that asks a function to end and its being given up. A function that ends in this time is never at work twice at once,
    /// for what set it off comes again only afterwards.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>No timer runs longer, and no run that does is worth one.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <exception cref="FunctionTimeoutException">The time was over, whatever the function made of it.</exception>
    public async Task RunAsync(string function, Func<CancellationToken, Task> run, CancellationToken cancellation)
    {
        if (limit == Timeout.InfiniteTimeSpan || limit > LongestTimer)
        {
            await run(cancellation);
            return;
        }

        // One timer and one source a run: this is on the way of every request.
        using var end = new CancellationTokenSource(limit, time);
        using var follows = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), end);
        var running = run(end.Token);
        try
        {
            await running.WaitAsync(end.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await running;
        }
        catch (Exception) when (end.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            if (!running.IsCompleted) await Task.WhenAny(running, Task.Delay(Grace, time, CancellationToken.None));
            throw new FunctionTimeoutException(function, limit);
        }
    }
}

internal sealed class FunctionTimeoutException(string function, TimeSpan limit)
    : TimeoutException($"The time of {limit} that host.json allows was exceeded by the function {function}.");
