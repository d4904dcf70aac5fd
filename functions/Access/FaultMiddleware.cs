using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using OmniFunctions.Answers;

namespace OmniFunctions.Access;

/// <summary>
/// The one place where a bug is caught. An HTTP caller is told that it was ours and nothing about it; for every other trigger the
/// exception goes on, so that the broker delivers again and dead-letters in the end.
/// </summary>
public sealed class FaultMiddleware(ILogger<FaultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException broken) when (context.GetHttpContext() is { Response.HasStarted: false } http)
        {
            // The server found the request itself broken while it was read: a chunk that is none, a body beyond its limit, a caller too slow.
            var answer = broken.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge() : Problems.Invalid("", "The request is broken.");
            await answer.ExecuteAsync(http);
        }
        catch (Exception exception) when (context.GetHttpContext() is { } http)
        {
            if (http.RequestAborted.IsCancellationRequested) return;
            logger.LogError(exception, "{Function} failed.", context.FunctionDefinition.Name);
            if (!http.Response.HasStarted) await (MayPass(exception) ? Problems.Unavailable(RetryAfter) : Problems.Fault()).ExecuteAsync(http);
        }
    }

    /// <summary>The store or the broker is busy or has no room: not the caller's fault, nor a bug.</summary>
    private static bool MayPass(Exception exception) => exception
        is RequestFailedException { Status: StatusCodes.Status503ServiceUnavailable }
        or ServiceBusException { IsTransient: true };
}
