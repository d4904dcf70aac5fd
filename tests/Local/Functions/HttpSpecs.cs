using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Tests.Support;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger")]
public sealed class HttpSpecs
{
    [Fact]
    public async Task A_function_answers_with_its_dependencies_injected()
    {
        await using var host = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(new Greeting("hello")), HostOfTest.Options(typeof(Greeter)));
        using var client = host.Client();

        Assert.Equal("hello Ada 7", await client.GetStringAsync("/greet/Ada/7"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/greet/Ada/seven")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.PostAsync("/greet/Ada/7", null)).StatusCode);
    }

    [Theory]
    [InlineData("/answers/action", "{\"customerName\":\"Ada\"}", HttpStatusCode.Created)]
    [InlineData("/answers/result", "{\"customerName\":\"Ada\"}", HttpStatusCode.Accepted)]
    [InlineData("/answers/object", "{\"customerName\":\"Ada\"}", HttpStatusCode.OK)]
    [InlineData("/answers/data", "{\"customerName\":\"Ada\"}", HttpStatusCode.Conflict)]
    [InlineData("/answers/text", "plain", HttpStatusCode.OK)]
    [InlineData("/answers/nothing", "", HttpStatusCode.OK)]
    public async Task Every_form_of_answer_is_written(string path, string body, HttpStatusCode status)
    {
        await using var host = await HostOfTest.StartAsync(typeof(Answers));
        using var client = host.Client();

        var response = await client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_is_read_as_JSON_and_a_wrong_one_is_the_clients_fault()
    {
        await using var host = await HostOfTest.StartAsync(typeof(Bodies));
        using var client = host.Client();

        var right = await client.PostAsJsonAsync("/bodies", new { customerName = "Ada" });
        var wrong = await client.PostAsync("/bodies", new StringContent("{"));

        Assert.Equal("Ada", await right.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("application/problem+json", wrong.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using var host = await HostOfTest.StartAsync(static _ => { }, HostOfTest.Options(typeof(Bodies)).With("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "100"));
        using var client = host.Client();

        var response = await client.PostAsJsonAsync("/bodies", new { customerName = new string('a', 200) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task An_address_that_nothing_answers_is_a_problem_with_a_code()
    {
        await using var host = await HostOfTest.StartAsync(typeof(Failing));
        using var client = host.Client();

        var response = await client.GetAsync("/nowhere");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("/problems/not-found", "not-found"), (problem.GetProperty("type").GetString(), problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_failure_is_a_problem_without_details()
    {
        await using var host = await HostOfTest.StartAsync(typeof(Failing));
        using var client = host.Client();

        var response = await client.GetAsync("/fails");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("/problems/internal-error", problem.GetProperty("type").GetString());
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_run_has_a_scope_of_its_own_and_its_class_is_disposed()
    {
        await using var host = await HostOfTest.StartAsync(
            builder => builder.Services.AddSingleton<Counter>().AddScoped<PerRun>(), HostOfTest.Options(typeof(Scoped)));
        using var client = host.Client();

        var first = await client.GetStringAsync("/scoped");
        var second = await client.GetStringAsync("/scoped");

        Assert.NotEqual(first, second);
        Assert.Equal(2, host.Services.GetRequiredService<Counter>().Value);
    }

    public sealed record Greeting(string Word);

    public sealed class Greeter(Greeting greeting)
    {
        [Function("Greet")]
        public string Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}/{times:int}")] HttpRequest request, string name, int times) =>
            $"{greeting.Word} {name} {times}";
    }

    public sealed record Customer(string CustomerName);

    public static class Answers
    {
        private static readonly Customer Ada = new("Ada");

        [Function("Action")]
        public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, Route = "answers/action")] HttpRequest request) =>
            new ObjectResult(Ada) { StatusCode = 201 };

        [Function("Result")]
        public static async Task<IResult> Result([HttpTrigger(AuthorizationLevel.Anonymous, Route = "answers/result")] HttpRequest request)
        {
            await Task.Yield();
            return Results.Accepted(value: Ada);
        }

        [Function("Poco")]
        public static ValueTask<Customer> Poco([HttpTrigger(AuthorizationLevel.Anonymous, Route = "answers/object")] HttpRequest request) => new(Ada);

        [Function("Data")]
        public static async Task<HttpResponseData> Data([HttpTrigger(AuthorizationLevel.Anonymous, Route = "answers/data")] HttpRequestData request)
        {
            var response = request.CreateResponse(HttpStatusCode.Conflict);
            await response.WriteAsJsonAsync(Ada);
            return response;
        }

        [Function("Text")]
        public static Task<string> Text([HttpTrigger(AuthorizationLevel.Anonymous, Route = "answers/text")] HttpRequest request) => Task.FromResult("plain");

        [Function("Nothing")]
        public static async Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, Route = "answers/nothing")] HttpRequest request) => await Task.Yield();
    }

    public static class Bodies
    {
        [Function("Body")]
        public static string Body([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bodies")] HttpRequest request, [FromBody] Customer customer) =>
            customer.CustomerName;
    }

    public static class Failing
    {
        [Function("Fails")]
        public static string Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request) =>
            throw new InvalidOperationException("a secret of the inside");
    }

    public sealed class Counter
    {
        public int Value { get; set; }
    }

    public sealed class PerRun
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Scoped(PerRun run, Counter counter) : IDisposable
    {
        [Function("Scoped")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoped")] HttpRequest request, FunctionContext context) =>
            context.InstanceServices.GetRequiredService<PerRun>().Id == run.Id ? run.Id.ToString() : throw new InvalidOperationException("Two scopes.");

        public void Dispose() => counter.Value++;
    }
}
