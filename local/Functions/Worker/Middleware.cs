using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the pipeline.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The official name.")]
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Runs around every function, in the order of registration.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
