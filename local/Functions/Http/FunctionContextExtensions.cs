using Microsoft.AspNetCore.Http;
using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request of an HTTP function; null in every other.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) => (context as InvocationContext)?.HttpContext;
}
