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
using OmniFunctions.Tests.Support;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Local.SignalR;

[Follows("https://learn.microsoft.com/azure/azure-signalr/signalr-concept-messages-and-connections")]
public sealed class StalledClientSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Clients = 8;
    private const int Warmup = 20;
    private const int Messages = 200;
    private const int LookEvery = 10;
    private const int MessageKilobytes = 64;

    /// <summary>For a machine that has other things to do as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private LocalHost host = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        host = await HostOfTest.StartAsync(builder => builder.Services.AddServerlessHub<Loud>(), HostOfTest.Options(typeof(Loud)));
        http = host.Client();
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task F37_clients_that_read_nothing_are_cut_off_and_neither_sender_nor_others_wait_for_them()
    {
        await using var reader = await HubClient.ConnectAsync(await NegotiateAsync());
        var stalled = new List<StalledClient>();
        for (var n = 0; n < Clients; n++) stalled.Add(await StalledClient.ConnectAsync(await NegotiateAsync()));
        for (var n = 0; n < Warmup; n++) await SayAsync(reader);
        foreach (var client in stalled) await ComesToBeAsync(client, "True");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // As much as no line holds: each stalled client takes what its line takes, and nothing of the rest.
        var most = 0L;
        for (var n = 1; n <= Messages; n++)
        {
            await SayAsync(reader);
            if (n % LookEvery == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        var since = Stopwatch.StartNew();
        foreach (var client in stalled) await ComesToBeAsync(client, "False");
        output.WriteLine($"{Clients} stalled clients, {Messages} messages of {MessageKilobytes} kB: {most / 1024:N0} KiB kept at most; the last is cut off {since.Elapsed.TotalSeconds:0.0} s after the last message");
        Assert.True(most < Clients * 1_048_576, $"{most} bytes are kept for {Clients} clients that read nothing.");
        stalled.ForEach(client => client.Dispose());
    }

    private async Task SayAsync(HubClient reader)
    {
        using var sent = await http.PostAsync(new Uri("/loud/say", UriKind.Relative), null);
        sent.EnsureSuccessStatusCode();
        Assert.Equal("said", (await reader.NextCallAsync()).Target);
    }

    private Task<JsonElement> NegotiateAsync() => http.GetFromJsonAsync<JsonElement>("/loud/negotiate");

    private async Task ComesToBeAsync(StalledClient client, string there)
    {
        for (var waited = Stopwatch.StartNew(); await http.GetStringAsync($"/loud/who/{client.ConnectionId}") != there; await Task.Delay(50))
            Assert.True(waited.Elapsed < Patience, $"After {waited.Elapsed} it still was not {there} that the client is there.");
    }

    public sealed record Note(string MessageText);

    public sealed class Loud(IServiceProvider services) : ServerlessHub(services)
    {
        private static readonly Note Words = new(new string('x', MessageKilobytes * 1024));

        [Function("LoudNegotiate")]
        public async Task<IActionResult> Negotiate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loud/negotiate")] HttpRequest request) =>
            new ContentResult { Content = (await NegotiateAsync(new() { UserId = "ada" })).ToString(), ContentType = "application/json" };

        [Function("LoudSay")]
        public Task Say([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "loud/say")] HttpRequest request) => Clients.User("ada").SendAsync("said", Words);

        [Function("LoudWho")]
        public async Task<string> Who([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loud/who/{connection}")] HttpRequest request, string connection) =>
            $"{await ClientManager.ConnectionExistsAsync(connection)}";
    }
}
