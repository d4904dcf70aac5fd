using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.SignalR;

[Follows("https://learn.microsoft.com/azure/azure-signalr/signalr-concept-serverless-development-config")]
public sealed class ServerlessHubSpecs : IAsyncLifetime
{
    private LocalHost host = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        host = await HostOfTest.StartAsync(
            builder => builder.Services.AddServerlessHub<Desk>().AddServerlessHub<TypedDesk>(), HostOfTest.Options(typeof(Desk), typeof(TypedDesk), typeof(Outputs)));
        http = host.Client();
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_message_to_a_user_reaches_all_tabs_of_that_user_and_nobody_else()
    {
        await using var tab = await ConnectAsync("ada");
        await using var secondTab = await ConnectAsync("ada");
        await using var other = await ConnectAsync("ben");

        await PostAsync("/desk/to-user/ada/first");
        await PostAsync("/desk/to-user/ben/second");

        Assert.Equal("shown first", await NextAsync(tab));
        Assert.Equal("shown first", await NextAsync(secondTab));
        Assert.Equal("shown second", await NextAsync(other));
    }

    [Fact]
    public async Task A_message_sent_right_after_the_start_reaches_the_client()
    {
        await PostAsync("/desk/join/ada/queue");
        for (var round = 0; round < 30; round++)
        {
            await using var client = await ConnectAsync("ada");

            await PostAsync($"/desk/to-user/ada/{round}");
            await PostAsync($"/desk/to-group/queue/{round}");

            Assert.Equal($"shown {round}", await NextAsync(client));
            Assert.Equal($"shown {round}", await NextAsync(client));
        }
    }

    [Fact]
    public async Task A_client_of_another_protocol_is_told_why_it_is_refused()
    {
        var refusal = await HubClient.RefusedAsync(await http.GetFromJsonAsync<JsonElement>("/desk/negotiate/ada"), """{"protocol":"telepathy","version":1}""");

        Assert.Contains("telepathy", refusal.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_comes_back_is_in_the_groups_of_its_user_and_in_no_group_of_its_old_connection()
    {
        await PostAsync("/desk/join/ada/queue");
        string before;
        await using (var first = await ConnectAsync("ada"))
        {
            before = first.ConnectionId;
            await PostAsync($"/desk/join-connection/{first.ConnectionId}/private");
            await PostAsync("/desk/to-group/private/once");
            Assert.Equal("shown once", await NextAsync(first));
        }

        Assert.Equal("False False False", await Eventually(() => http.GetStringAsync($"/desk/who/ada/{before}"), "False False False"));
        await using var second = await ConnectAsync("ada");
        await PostAsync("/desk/to-group/private/lost");
        await PostAsync("/desk/to-group/queue/kept");

        Assert.Equal("shown kept", await NextAsync(second));
    }

    [Fact]
    public async Task A_connection_is_put_into_a_group_and_out_of_it_without_its_users_other_tabs()
    {
        await using var tab = await ConnectAsync("ada");
        await using var otherTab = await ConnectAsync("ada");

        await PostAsync($"/desk/join-connection/{tab.ConnectionId}/room");
        await PostAsync("/desk/to-group/room/inside");
        await PostAsync($"/desk/leave-connection/{tab.ConnectionId}/room");
        await PostAsync("/desk/to-group/room/unheard");
        await PostAsync("/desk/to-user/ada/last");

        Assert.Equal("shown inside", await NextAsync(tab));
        Assert.Equal("shown last", await NextAsync(tab));
        Assert.Equal("shown last", await NextAsync(otherTab));
    }

    [Fact]
    public async Task A_user_leaves_a_group_when_the_time_given_is_over()
    {
        await PostAsync("/desk/join-for/ada/shift/3600");
        Assert.Equal("True", await http.GetStringAsync("/desk/in-group/ada/shift"));
        await PostAsync("/desk/join-for/ben/shift/0");

        Assert.Equal("False", await http.GetStringAsync("/desk/in-group/ben/shift"));
    }

    [Fact]
    public async Task A_client_hears_of_the_server_every_second_even_when_there_is_nothing_to_say()
    {
        await using var client = await ConnectAsync("ada");
        await client.NextPingAsync();

        var silence = Stopwatch.StartNew();
        await client.NextPingAsync();

        Assert.True(silence.Elapsed < TimeSpan.FromSeconds(2), $"Silence of {silence.Elapsed}");
    }

    [Fact]
    public async Task A_user_joins_a_group_with_every_connection_of_today_and_tomorrow()
    {
        await using var before = await ConnectAsync("ada");
        await PostAsync("/desk/join/ada/queue");
        await using var after = await ConnectAsync("ada");

        await PostAsync("/desk/to-group/queue/work");
        Assert.Equal("shown work", await NextAsync(before));
        Assert.Equal("shown work", await NextAsync(after));

        await PostAsync("/desk/leave/ada/queue");
        await PostAsync("/desk/to-group/queue/unheard");
        await PostAsync("/desk/to-user/ada/heard");
        Assert.Equal("shown heard", await NextAsync(before));
        Assert.Equal("shown heard", await NextAsync(after));
    }

    [Fact]
    public async Task The_hub_knows_who_is_there_and_can_close_a_connection()
    {
        await using var client = await ConnectAsync("eve");
        Assert.Equal("True True False", await http.GetStringAsync($"/desk/who/eve/{client.ConnectionId}"));

        await PostAsync($"/desk/close/{client.ConnectionId}");

        Assert.Equal("signed out", await client.ClosedAsync());
        Assert.Equal("False False False", await Eventually(() => http.GetStringAsync($"/desk/who/eve/{client.ConnectionId}"), "False False False"));
    }

    [Fact]
    public async Task A_typed_hub_calls_the_methods_of_its_interface()
    {
        await using var client = await HubClient.ConnectAsync(await http.GetFromJsonAsync<JsonElement>("/typed/negotiate"));

        await PostAsync("/typed/show/hi");

        Assert.Equal("Shown hi", await NextAsync(client));
    }

    [Fact]
    public async Task Outputs_push_messages_and_move_members_of_groups()
    {
        var negotiated = await http.GetFromJsonAsync<JsonElement>("/outputs/negotiate/ada");
        await using var client = await HubClient.ConnectAsync(negotiated);

        await PostAsync("/outputs/join/ada/g");
        var answer = await http.PostAsync("/outputs/send/ada/g", null);

        Assert.Equal("sent", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("toAll one", await NextAsync(client));
        Assert.Equal("toUser two", await NextAsync(client));
        Assert.Equal("toGroup three", await NextAsync(client));
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("garbage", "a.b.c")]
    [InlineData("of another hub", "hub")]
    [InlineData("tampered with", "tampered")]
    [InlineData("unsigned", "unsigned")]
    public async Task A_client_without_a_token_of_this_hub_is_turned_away(string kind, string? form)
    {
        var url = form == "hub" ? "/typed/negotiate" : "/desk/negotiate/ada";
        var token = (await http.GetFromJsonAsync<JsonElement>(url)).GetProperty("accessToken").GetString()!;
        var parts = token.Split('.');
        var sent = form switch
        {
            "hub" => token,
            "tampered" => $"{parts[0]}.{parts[1][..^2]}AA.{parts[2]}",
            "unsigned" => $"eyJhbGciOiJub25lIn0.{parts[1]}.",
            _ => form,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/client/negotiate?hub=Desk&negotiateVersion=1");
        if (sent is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {sent}");

        var response = await http.SendAsync(request);

        Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, kind);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync("/client/negotiate?hub=Invented&negotiateVersion=1", null)).StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string path) => http.PostAsync(path, null);

    private async Task<HubClient> ConnectAsync(string user) =>
        await HubClient.ConnectAsync(await http.GetFromJsonAsync<JsonElement>($"/desk/negotiate/{user}"));

    private static async Task<string> NextAsync(HubClient client)
    {
        var (target, arguments) = await client.NextCallAsync();
        return $"{target} {arguments[0].GetProperty("messageText").GetString()}";
    }

    private static async Task<string> Eventually(Func<Task<string>> ask, string expected)
    {
        var answer = await ask();
        for (var tries = 0; tries < 100 && answer != expected; tries++)
        {
            await Task.Delay(20);
            answer = await ask();
        }

        return answer;
    }

    public sealed record Note(string MessageText);

    public interface IDesk
    {
        Task Shown(Note note);
    }

    public sealed class Desk(IServiceProvider services) : ServerlessHub(services)
    {
        [Function("Negotiate")]
        public async Task<IActionResult> Negotiate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "desk/negotiate/{user}")] HttpRequest request, string user)
        {
            var answer = await NegotiateAsync(new() { UserId = user, Claims = [new Claim("role", "agent"), new Claim("asrs.s.uid", "forged")] });
            return new ContentResult { Content = answer.ToString(), ContentType = "application/json" };
        }

        [Function("ToUser")]
        public Task ToUser([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/to-user/{user}/{text}")] HttpRequest request, string user, string text) =>
            Clients.User(user).SendAsync("shown", new Note(text));

        [Function("ToGroup")]
        public Task ToGroup([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/to-group/{group}/{text}")] HttpRequest request, string group, string text) =>
            Clients.Group(group).SendAsync("shown", new Note(text));

        [Function("Join")]
        public Task Join([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/join/{user}/{group}")] HttpRequest request, string user, string group) =>
            UserGroups.AddToGroupAsync(user, group);

        [Function("Leave")]
        public Task Leave([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/leave/{user}/{group}")] HttpRequest request, string user, string group) =>
            UserGroups.RemoveFromGroupAsync(user, group);

        [Function("JoinConnection")]
        public Task JoinConnection(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/join-connection/{connection}/{group}")] HttpRequest request, string connection, string group) =>
            Groups.AddToGroupAsync(connection, group);

        [Function("LeaveConnection")]
        public Task LeaveConnection(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/leave-connection/{connection}/{group}")] HttpRequest request, string connection, string group) =>
            Groups.RemoveFromGroupAsync(connection, group);

        [Function("JoinFor")]
        public Task JoinFor(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/join-for/{user}/{group}/{seconds}")] HttpRequest request, string user, string group, int seconds) =>
            UserGroups.AddToGroupAsync(user, group, TimeSpan.FromSeconds(seconds));

        [Function("InGroup")]
        public async Task<string> InGroup([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "desk/in-group/{user}/{group}")] HttpRequest request, string user, string group) =>
            $"{await UserGroups.IsUserInGroup(user, group)}";

        [Function("Close")]
        public Task Close([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "desk/close/{connection}")] HttpRequest request, string connection) =>
            ClientManager.CloseConnectionAsync(connection, "signed out");

        [Function("Who")]
        public async Task<string> Who([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "desk/who/{user}/{connection}")] HttpRequest request, string user, string connection) =>
            $"{await ClientManager.UserExistsAsync(user)} {await ClientManager.ConnectionExistsAsync(connection)} {await ClientManager.GroupExistsAsync("empty")}";
    }

    public sealed class TypedDesk(IServiceProvider services) : ServerlessHub<IDesk>(services)
    {
        [Function("TypedNegotiate")]
        public Task<BinaryData> Negotiate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/negotiate")] HttpRequest request) => NegotiateAsync();

        [Function("TypedShow")]
        public Task Show([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "typed/show/{text}")] HttpRequest request, string text) =>
            Clients.All.Shown(new Note(text));
    }

    public sealed class Sent
    {
        [HttpResult]
        public IResult? Answer { get; init; }

        [SignalROutput(HubName = "outputs")]
        public object[]? Pushes { get; init; }
    }

    public static class Outputs
    {
        [Function("OutputsNegotiate")]
        public static SignalRConnectionInfo Negotiate(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "outputs/negotiate/{user}")] HttpRequest request,
            [SignalRConnectionInfoInput(HubName = "outputs", UserId = "ada")] SignalRConnectionInfo info) => info;

        [Function("OutputsJoin")]
        [SignalROutput(HubName = "outputs")]
        public static SignalRGroupAction Join(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "outputs/join/{user}/{group}")] HttpRequest request, string user, string group) =>
            new(SignalRGroupActionType.Add) { UserId = user, GroupName = group };

        [Function("OutputsSend")]
        public static Sent Send(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "outputs/send/{user}/{group}")] HttpRequest request, string user, string group) => new()
        {
            Answer = Results.Text("sent", statusCode: StatusCodes.Status202Accepted),
            Pushes =
            [
                new SignalRMessageAction("toAll", [new Note("one")]),
                new SignalRMessageAction("toUser", [new Note("two")]) { UserId = user },
                new SignalRMessageAction("toGroup", [new Note("three")]) { GroupName = group },
            ],
        };
    }
}
