using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.Functions;

/// <summary>Answers the requests of one function.</summary>
internal sealed partial class HttpFunctionEndpoint(Function function, FunctionRunner runner, ILogger logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        // The scope is the request's own, made when a service is asked for.
        var context = new InvocationContext(function, new HttpTriggerData(http), services: null, http.RequestAborted);
        try
        {
            await runner.RunAsync(context);
            await HttpAnswer.WriteAsync(http, function.Outputs.Answer(context.Result));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer and nothing went wrong here.
        }
        catch (BadHttpRequestException e)
        {
            await ProblemAsync(http, e.StatusCode, "bad-request", e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e, function.Name, context.InvocationId);
            await ProblemAsync(http, StatusCodes.Status500InternalServerError, "internal-error", "The server could not answer this request.");
        }
    }

    /// <summary>An answer that has begun cannot be taken back; cutting it off is the one way left to say it is not whole.</summary>
    private static Task ProblemAsync(HttpContext http, int status, string code, string title)
    {
        if (!http.Response.HasStarted) return Problem.WriteAsync(http, status, code, title);
        http.Abort();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed, invocation {InvocationId}.")]
    private partial void LogFailed(Exception exception, string function, string invocationId);
}
