using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned, or what middleware answers in its place.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new ResultOfContext(InvocationContext.Of(context));

    /// <exception cref="InvalidOperationException">The result is of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context) =>
        new ResultOfContext<T>(InvocationContext.Of(context));
}
