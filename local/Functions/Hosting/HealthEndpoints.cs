using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>What a load balancer asks, unless the app has functions of its own there.</summary>
internal static class HealthEndpoints
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    public static void Map(WebApplication app, FunctionsHost host, IReadOnlyList<HttpRoute> functions)
    {
        if (!Has(functions, Live)) app.MapGet(Live, context => AnswerAsync(context, isWell: true));
        if (!Has(functions, Ready)) app.MapGet(Ready, context => AnswerAsync(context, host.IsReady));
    }

    /// <summary>
    /// Comes before the app's own answer: an app can read from a store that takes nothing any more, and finds itself ready, and knows
    /// of a start or a stop only when its own services do.
    /// </summary>
    public static void Guard(WebApplication app, FunctionsHost host) => app.Use((context, next) =>
        !host.IsReady && context.Request.Path.Equals(Ready, StringComparison.OrdinalIgnoreCase) ? AnswerAsync(context, isWell: false) : next(context));

    private static bool Has(IReadOnlyList<HttpRoute> functions, string path) =>
        functions.Any(route => string.Equals(route.Pattern.RawText, path, StringComparison.OrdinalIgnoreCase));

    private static Task AnswerAsync(HttpContext context, bool isWell)
    {
        context.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(isWell ? "ok" : "not ready");
    }
}
