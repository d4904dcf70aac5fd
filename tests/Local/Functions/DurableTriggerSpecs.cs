using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-bindings")]
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-orchestration-versioning")]
public sealed class DurableTriggerSpecs
{
    private readonly Heard heard = new();

    [Fact]
    public async Task An_orchestrator_function_calls_activities_that_are_functions_and_classes()
    {
        await using var host = await StartAsync(typeof(Tasks));
        using var http = host.Client();

        Assert.Equal("HELLO Ada!", await http.GetStringAsync("/run/Greet?input=Ada"));
    }

    [Fact]
    public async Task An_orchestrator_class_calls_an_entity_that_is_a_function()
    {
        await using var host = await StartAsync(typeof(Tasks));
        using var http = host.Client();

        Assert.Equal("2", await http.GetStringAsync("/run/CountTwice?input=c1"));
    }

    [Fact]
    public async Task A_failed_activity_is_told_to_its_orchestrator()
    {
        await using var host = await StartAsync(typeof(Tasks));
        using var http = host.Client();

        Assert.Equal("no such luck", await http.GetStringAsync("/run/Failing?input=x"));
    }

    [Fact]
    public async Task An_orchestration_goes_on_after_a_restart()
    {
        var options = HostOfTest.Options(typeof(Tasks));
        await using (var host = await StartAsync(options))
        {
            using var http = host.Client();
            await http.PostAsync("/start/Waiting/w1", null);
            Assert.Equal("waiting", await heard.NextAsync());
        }

        await using var again = await StartAsync(options);
        using var second = again.Client();
        await second.PostAsync("/raise/w1", null);

        Assert.Equal("rung", await heard.NextAsync());
    }

    [Fact]
    public async Task Two_tasks_of_one_name_are_refused()
    {
        var options = HostOfTest.Options(typeof(Twice));

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => StartAsync(options));

        Assert.Contains("Greet", refusal.Message, StringComparison.Ordinal);
    }

    // host.json defaultVersion, versionMatchStrategy and versionFailureStrategy.
    [Fact]
    public async Task New_instances_take_the_version_of_the_settings_and_older_code_refuses_them()
    {
        var options = HostOfTest.Options(typeof(Tasks));
        await using (var host = await StartAsync(options with { HostJson = Versioned("2.0") }))
        {
            using var http = host.Client();
            Assert.Equal("2.0", await http.GetStringAsync("/run/Version?input=x"));
            await http.PostAsync("/start/Waiting/w2", null);
            Assert.Equal("waiting", await heard.NextAsync());
        }

        await using var older = await StartAsync(options with { HostJson = Versioned("1.0") });
        using var second = older.Client();
        Assert.Equal("1.0", await second.GetStringAsync("/run/Version?input=x"));
        await second.PostAsync("/raise/w2", null);
        Assert.Contains("greater than the worker version", await second.GetStringAsync("/why/w2"));

        static string Versioned(string version) => $$"""
            { "version": "2.0", "extensions": {
                "http": { "routePrefix": "" },
                "durableTask": { "defaultVersion": "{{version}}", "versionMatchStrategy": "CurrentOrOlder", "versionFailureStrategy": "Fail" } } }
            """;
    }

    private Task<LocalHost> StartAsync(Type functions) => StartAsync(HostOfTest.Options(functions));

    private Task<LocalHost> StartAsync(LocalHostOptions options) => HostOfTest.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(heard);
            builder.ConfigureDurableWorker().AddTasks(tasks => tasks.AddOrchestrator<CountTwice>().AddActivity<Emphasize>());
        },
        options);

    public sealed class Emphasize : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult(input + "!");
    }

    public sealed class CountTwice : TaskOrchestrator<string, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, string input)
        {
            var counter = new EntityInstanceId("Counter", input);
            await context.Entities.CallEntityAsync(counter, "add", 1);
            return await context.Entities.CallEntityAsync<int>(counter, "add", 1);
        }
    }

    public sealed class Counter : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;
    }

    public static class Twice
    {
        [Function("Greet")]
        public static string Greet([ActivityTrigger] string name) => name;

        [Function("GreetAgain")]
        public static string Again([ActivityTrigger(Activity = "Greet")] string name) => name;
    }

    public sealed class Tasks(Heard heard)
    {
        [Function("Greet")]
        public async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var greeting = await context.CallActivityAsync<string>("SayHello", context.GetInput<string>());
            return await context.CallActivityAsync<string>(nameof(Emphasize), greeting);
        }

        [Function("SayHello")]
        public string SayHello([ActivityTrigger] string name) => $"HELLO {name}";

        [Function("Failing")]
        public async Task<string> Fail([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                return await context.CallActivityAsync<string>("Unlucky", 1);
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorMessage;
            }
        }

        [Function("Unlucky")]
        public string Unlucky([ActivityTrigger] int number) => throw new InvalidOperationException("no such luck");

        [Function("Counter")]
        public Task Count([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();

        [Function("Waiting")]
        public async Task Wait([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            if (!context.IsReplaying) heard.Add("waiting");
            await context.WaitForExternalEvent<object>("ring");
            heard.Add("rung");
        }

        [Function("Version")]
        public string Version([OrchestrationTrigger] TaskOrchestrationContext context) => context.Version;

        [Function("Why")]
        public async Task<string?> Why([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "why/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client) =>
            (await client.WaitForInstanceCompletionAsync(id, request.HttpContext.RequestAborted)).FailureDetails?.ErrorMessage;

        [Function("Run")]
        public async Task<string?> Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "run/{name}")] HttpRequest request, string name, string input, [DurableClient] DurableTaskClient client)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync(name, input);
            var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
            return end.SerializedOutput?.Trim('"');
        }

        [Function("Start")]
        public Task Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{name}/{id}")] HttpRequest request, string name, string id, [DurableClient] DurableTaskClient client) =>
            client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(id));

        [Function("Raise")]
        public Task Raise([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "raise/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client) =>
            client.RaiseEventAsync(id, "ring");
    }
}
