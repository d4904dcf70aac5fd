using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// The limits of host.json on requests to functions: beyond <c>maxConcurrentRequests</c> they wait, and beyond <c>maxOutstandingRequests</c>,
/// which counts the waiting ones as well, they are turned away at once.
/// </summary>
internal sealed class HttpLoad(HttpSettings settings) : IDisposable
{
    private const string SecondsUntilNextTry = "1";
    private readonly SemaphoreSlim? turns = settings.MaxConcurrentRequests > 0 ? new(settings.MaxConcurrentRequests) : null;
    private int outstanding;

    public bool IsUnlimited => turns is null && settings.MaxOutstandingRequests < 0;

    public RequestDelegate Limit(RequestDelegate handle) => IsUnlimited ? handle : http => RunAsync(http, handle);

    public void Dispose() => turns?.Dispose();

    private async Task RunAsync(HttpContext http, RequestDelegate handle)
    {
        try
        {
            if (Interlocked.Increment(ref outstanding) > settings.MaxOutstandingRequests && settings.MaxOutstandingRequests >= 0)
            {
                await Problem.WriteAsync(
                    http, StatusCodes.Status429TooManyRequests, "too-busy", "The server has as many requests as it takes on; try again in a moment.", SecondsUntilNextTry);
                return;
            }

            if (turns is not null) await turns.WaitAsync(http.RequestAborted);
            try
            {
                await handle(http);
            }
            finally
            {
                turns?.Release();
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Gone while it waited for its turn.
        }
        finally
        {
            Interlocked.Decrement(ref outstanding);
        }
    }
}
