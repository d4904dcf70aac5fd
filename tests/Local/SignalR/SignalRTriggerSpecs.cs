using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.SignalR;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-signalr-service-trigger")]
public sealed class SignalRTriggerSpecs : IAsyncLifetime
{
    private readonly Heard heard = new();
    private LocalHost host = null!;

    public async Task InitializeAsync() =>
        host = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard), HostOfTest.Options(typeof(Chat), typeof(Door)));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_functions_answer_comes_back_to_the_client_that_called()
    {
        await using var client = await ConnectAsync("ada");

        var answer = await client.InvokeAsync("greet", "\"Ada\"", "2");

        Assert.Equal("Ada Ada", answer.GetProperty("result").GetString());
        Assert.Equal(["connected ada", $"greet ada {client.ConnectionId}"], await heard.NextAsync(2));
    }

    [Fact]
    public async Task A_function_that_fails_tells_the_client_so_and_nothing_more()
    {
        await using var client = await ConnectAsync("ada");

        var answer = await client.InvokeAsync("fail");

        Assert.Contains("The method fail failed.", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unheard-of")]
    [InlineData("Upstream", "\"greet\"", "[\"Ada\", 1]")]
    [InlineData("greet", "\"one argument\"")]
    public async Task A_call_that_no_function_answers_to_is_refused(string method, params string[] arguments)
    {
        await using var client = await ConnectAsync("ada");
        Assert.Equal("connected ada", await heard.NextAsync());

        Assert.True((await client.InvokeAsync(method, arguments)).TryGetProperty("error", out _));
        Assert.True(heard.IsSilent);
    }

    [Fact]
    public async Task Going_is_told_as_coming_is()
    {
        await using (await ConnectAsync("ben")) Assert.Equal("connected ben", await heard.NextAsync());

        Assert.Equal("disconnected ben", await heard.NextAsync());
    }

    [Fact]
    public async Task An_event_that_there_is_not_and_one_that_two_functions_answer_to_are_refused()
    {
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => HostOfTest.StartAsync(typeof(Faulty)));

        Assert.Contains(refusal.Faults, fault => fault.Contains("listens to connections/arrived", StringComparison.Ordinal));
        Assert.Contains(refusal.Faults, fault => fault.Contains("both answer to messages/SAID", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<HubClient> ConnectAsync(string user)
    {
        using var http = host.Client();
        return await HubClient.ConnectAsync(await http.GetFromJsonAsync<JsonElement>($"/chat/negotiate?user={user}"));
    }

    public static class Door
    {
        [Function("ChatNegotiate")]
        public static SignalRConnectionInfo Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "chat/negotiate")] HttpRequest request,
            [SignalRConnectionInfoInput(HubName = "chat", UserId = "{query.user}")] SignalRConnectionInfo info) => info;
    }

    public sealed class Chat(Heard heard)
    {
        [Function("Greet")]
        public string Greet([SignalRTrigger("chat", "messages", "greet", "name", "times")] SignalRInvocationContext call, string name, int times)
        {
            heard.Add($"{call.Event} {call.UserId} {call.ConnectionId}");
            return string.Join(' ', Enumerable.Repeat(name, times));
        }

        [Function("Fail")]
        public static void Fail([SignalRTrigger("chat", "messages", "fail")] SignalRInvocationContext call) => throw new InvalidOperationException("secret");

        [Function("Connected")]
        public void Connected([SignalRTrigger("chat", "connections", "connected")] SignalRInvocationContext call) => heard.Add($"connected {call.UserId}");

        [Function("Disconnected")]
        public void Disconnected([SignalRTrigger("chat", "connections", "disconnected")] SignalRInvocationContext call) => heard.Add($"disconnected {call.UserId}");
    }

    public static class Faulty
    {
        [Function("Arrived")]
        public static void Arrived([SignalRTrigger("chat", "connections", "arrived")] SignalRInvocationContext call) { }

        [Function("Said")]
        public static void Said([SignalRTrigger("chat", "messages", "said")] SignalRInvocationContext call) { }

        [Function("SaidAgain")]
        public static void SaidAgain([SignalRTrigger("chat", "messages", "SAID")] SignalRInvocationContext call) { }
    }
}
