using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide")]
public sealed class MiddlewareSpecs
{
    private readonly Heard heard = new();

    [Fact]
    public async Task Middleware_runs_around_the_function_in_the_order_of_registration()
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        await client.GetAsync("/items");

        Assert.Equal(["outer in", "inner in GET Items", "function key", "inner out done", "outer out"], await heard.NextAsync(5));
    }

    [Fact]
    public async Task Middleware_may_answer_in_place_of_the_function()
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        var refused = await client.GetAsync("/items?who=nobody");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(["outer in", "outer out"], await heard.NextAsync(2));
    }

    private Task<LocalHost> StartAsync() => HostOfTest.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(heard);
            builder.UseMiddleware<Outer>();
            builder.UseWhen<Gate>(static context => context.GetHttpContext() is not null);
            builder.UseMiddleware(async (context, next) =>
            {
                heard.Add($"inner in {context.GetHttpContext()!.Request.Method} {context.FunctionDefinition.Name}");
                context.Items["key"] = "key";
                await next();
                heard.Add($"inner out {context.GetInvocationResult().Value}");
            });
        },
        HostOfTest.Options(typeof(Items)));

    public sealed class Outer(Heard heard) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            heard.Add("outer in");
            await next(context);
            heard.Add("outer out");
        }
    }

    public sealed class Gate : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            if (context.GetHttpContext()!.Request.Query["who"] == "nobody") context.GetInvocationResult().Value = new UnauthorizedResult();
            else await next(context);
        }
    }

    public sealed class Items(Heard heard)
    {
        [Function("Items")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items")] HttpRequest request, FunctionContext context)
        {
            heard.Add($"function {context.Items["key"]}");
            return "done";
        }
    }
}
