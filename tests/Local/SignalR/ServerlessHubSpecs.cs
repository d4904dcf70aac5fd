using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Local.Functions;

namespace OmniFunctions.Tests.Local.SignalR;

public sealed class ServerlessHubSpecs
{
    [Fact]
    public async Task A_message_to_a_user_reaches_all_tabs_of_that_user_and_nobody_else()
    {
        await using var host = await StartAsync();
        await using var tab = await ConnectAsync(host, "ada");
        await using var secondTab = await ConnectAsync(host, "ada");
        await using var other = await ConnectAsync(host, "ben");
        using var http = host.Client();

        await http.PostAsync("/desk/to-user/ada/first", null);
        await http.PostAsync("/desk/to-user/ben/second", null);

        Assert.Equal(("shown", "first"), await TextAsync(tab));
        Assert.Equal(("shown", "first"), await TextAsync(secondTab));
        Assert.Equal(("shown", "second"), await TextAsync(other));
    }

    [Fact]
    public async Task A_client_hears_of_the_server_every_second_even_when_there_is_nothing_to_say()
    {
        await using var host = await StartAsync();
        await using var client = await ConnectAsync(host, "ada");
        await client.NextPingAsync();

        var silence = Stopwatch.StartNew();
        await client.NextPingAsync();

        Assert.True(silence.Elapsed < TimeSpan.FromSeconds(2), $"Silence of {silence.Elapsed}");
    }

    private static async Task<(string, string?)> TextAsync(HubClient client)
    {
        var (target, arguments) = await client.NextCallAsync();
        return (target, arguments[0].GetProperty("messageText").GetString());
    }

    private static async Task<HubClient> ConnectAsync(LocalHost host, string user)
    {
        using var http = host.Client();
        return await HubClient.ConnectAsync(await http.GetFromJsonAsync<JsonElement>($"/desk/negotiate/{user}"));
    }

    private static Task<LocalHost> StartAsync() =>
        HostOfTest.StartAsync(builder => builder.Services.AddServerlessHub<Desk>(), HostOfTest.Options(typeof(Desk)));

    public sealed record Note(string MessageText);

    public sealed class Desk(IServiceProvider services) : ServerlessHub(services)
    {
        [Function("Negotiate")]
        public async Task<IActionResult> Negotiate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "desk/negotiate/{user}")] HttpRequest request, string user)
        {
            var answer = await NegotiateAsync(new() { UserId = user });
            return new ContentResult { Content = answer.ToString(), ContentType = "application/json" };
        }

        [Function("ToUser")]
        public Task ToUser([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/to-user/{user}/{text}")] HttpRequest request, string user, string text) =>
            Clients.User(user).SendAsync("shown", new Note(text));
    }
}
