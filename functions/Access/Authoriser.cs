using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Access;

/// <summary>The one place that lets an HTTP request through to its function or refuses it.</summary>
public sealed class Authoriser(HttpFunctions functions, Authentication authentication, FactorGate gate) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && functions.Find(context.FunctionDefinition.Name) is { } function)
        {
            AnswerHeaders.Apply(http.Response.Headers);
            // What was meant for one person is kept by no cache on the way.
            if (function.Requires.GivesSecret) http.Response.Headers.CacheControl = "no-store, no-transform";
            else if (function.Requires.Permission is not Permission.Anonymous) http.Response.Headers.CacheControl = "no-store";
            if (await RefuseAsync(http, function.Requires) is { } refusal)
            {
                await refusal.ExecuteAsync(http);
                return;
            }
        }

        await next(context);
    }

    private async Task<IResult?> RefuseAsync(HttpContext http, RequiresAttribute requires)
    {
        if (requires.UsesCookie && OwnPage.Refuse(http.Request, requires.TakesFile) is { } foreign) return foreign;
        switch (requires.Permission)
        {
            case Permission.Anonymous:
                return null;
            case Permission.Visitor:
                var visitor = authentication.Visitor(http, RouteValue(http, "tenant"), RouteValue(http, "account"));
                http.Features.Set(visitor);
                return visitor is null ? Problems.NotSignedIn() : null;
            case Permission.Agent:
            case Permission.Supervisor:
                if (await authentication.AgentAsync(http) is not { } signedIn) return Problems.NotSignedIn();
                if (!requires.BeforeFactor && await gate.RefuseAsync(signedIn, http.RequestAborted) is { } due) return due;
                if (requires.Permission is Permission.Supervisor && !signedIn.Agent.Is(AgentRole.Supervisor)) return Problems.NotAllowed();
                http.Features.Set(signedIn);
                return null;
            default:
                throw new InvalidOperationException($"Permission {requires.Permission} is not known.");
        }
    }

    private static string RouteValue(HttpContext http, string name) => http.Request.RouteValues[name] as string ?? "";
}
