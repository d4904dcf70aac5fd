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

        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await run(either.Token).WaitAsync(limit + Grace, time, CancellationToken.None);
        }
        catch (Exception) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new FunctionTimeoutException(function, limit);
        }

        if (timeout.IsCancellationRequested) throw new FunctionTimeoutException(function, limit);
    }
}

internal sealed class FunctionTimeoutException(string function, TimeSpan limit)
    : TimeoutException($"The time of {limit} that host.json allows was exceeded by the function {function}.");
