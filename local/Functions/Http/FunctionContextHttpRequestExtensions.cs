using Microsoft.Azure.Functions.Worker.Http;
using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request of an HTTP function; null in every other.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context) =>
        new(InvocationContext.Of(context).RequestData);

    /// <summary>What the function answered, where it answered with such an object.</summary>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context) =>
        InvocationContext.Of(context).Result as HttpResponseData;
}
