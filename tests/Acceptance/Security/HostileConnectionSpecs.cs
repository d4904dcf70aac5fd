using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>The live connection in the hands of somebody who means harm. The number is that of the attack in docs/security.md.</summary>
public sealed class HostileConnectionSpecs(TheSystem system) : Scenario(system)
{
    private const char RecordSeparator = '\u001e';

    [Fact]
    public async Task T51_nobody_negotiates_for_the_desk_without_being_signed_in_to_it()
    {
        using var nobody = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/live/negotiate", UriKind.Relative)) { Content = JsonContent.Create(new { }) };
        nobody.Headers.Add("X-Omni", "1");
        using var answer = await Customers.Http.SendAsync(nobody);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);

        using var customer = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/live/negotiate", UriKind.Relative)) { Content = JsonContent.Create(new { }) };
        customer.Headers.Add("X-Omni", "1");
        customer.Headers.Authorization = new("Bearer", await Customers.VisitAsync());
        using var refused = await Customers.Http.SendAsync(customer);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task T51_the_user_of_a_connection_is_the_tokens_and_nothing_else_that_is_sent_along()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/live/negotiate?userId=demo:chen.wei", UriKind.Relative)) { Content = JsonContent.Create(new { userId = "demo:chen.wei" }) };
        foreach (var header in (string[])["x-ms-signalr-userid", "x-ms-signalr-user-id", "X-MS-CLIENT-PRINCIPAL-NAME"]) request.Headers.Add(header, "demo:chen.wei");
        using var answer = await Li.Http.SendAsync(request);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("accessToken");
        Assert.Equal("demo:li.na", JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement.Text("nameid"));
    }

    [Theory]
    [InlineData("AddToGroup", "\"demo:agents\"")]
    [InlineData("JoinGroup", "\"demo:agents\"")]
    [InlineData("joingroup", "\"DEMO:AGENTS\"")]
    [InlineData("Upstream", "\"connected\"")]
    [InlineData("SendToUser", "\"demo:chen.wei\",\"hello\"")]
    [InlineData("OnConnectedAsync", "")]
    [InlineData("..\u0000", "1,2,3")]
    public async Task T52_T54_a_page_can_call_nothing_and_learns_nothing_of_the_inside(string method, string arguments)
    {
        var (url, token) = await NegotiateAsync(Omni.Stranger);
        using var socket = await OpenAsync(url, token);
        await SendAsync(socket, $$"""{"type":1,"invocationId":"1","target":{{JsonSerializer.Serialize(method)}},"arguments":[{{arguments}}]}""");

        var answer = await ReadUntilAsync(socket, record => record.Contains("\"invocationId\":\"1\"", StringComparison.Ordinal) || record.Contains("\"type\":7", StringComparison.Ordinal));
        Assert.Contains("error", answer, StringComparison.Ordinal);
        foreach (var inside in (string[])["   at ", "OmniFunctions", "System.", ".cs", "IUpstream"]) Assert.DoesNotContain(inside, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T52_whoever_tries_to_join_a_group_of_another_tenant_hears_nothing_of_it()
    {
        var (url, token) = await NegotiateAsync(Omni.Stranger);
        using var socket = await OpenAsync(url, token);
        foreach (var group in (string[])["demo:agents", "DEMO:AGENTS", "demo:agents\u200b", "demo"])
            await SendAsync(socket, $$"""{"type":1,"target":"AddToGroup","arguments":[{{JsonSerializer.Serialize(group)}}]}""");
        await using var here = await Li.ConnectLiveAsync();
        await Li.SetPresenceAsync("online");
        await here.WaitForAsync(push => push.Target == "presence");

        var heard = new StringBuilder();
        await ReadUntilAsync(socket, record => heard.Append(record).Length < 0, TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("li.na", heard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T53_a_cookie_opens_no_connection_whatever_page_it_comes_from()
    {
        foreach (var path in (string[])["/client/?hub=DeskHub", "/client/negotiate?hub=DeskHub&negotiateVersion=1"])
        {
            using var request = new HttpRequestMessage(path.Contains("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Add("Origin", "https://evil.example");
            using var answer = await Li.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJuYW1laWQiOiJkZW1vOmNoZW4ud2VpIn0.")]
    public async Task T55_a_connection_whose_token_is_none_is_not_opened_as_anybodys(string token)
    {
        var (url, _) = await NegotiateAsync(Li);
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(url, token));
    }

    [Fact]
    public async Task T57_a_frame_beyond_the_limit_ends_its_own_connection_and_no_other()
    {
        await using var other = await Li.ConnectLiveAsync();
        var (url, token) = await NegotiateAsync(Omni.Stranger);
        using var socket = await OpenAsync(url, token);
        await SendAsync(socket, $$"""{"type":1,"target":"x","arguments":["{{new string('a', 200_000)}}"]}""");

        var end = await ReadUntilAsync(socket, _ => false, TimeSpan.FromSeconds(10));

        Assert.NotEqual(WebSocketState.Open, socket.State);
        Assert.DoesNotContain("aaaa", end, StringComparison.Ordinal);
        await Li.SetPresenceAsync("online");
        await other.WaitForAsync(push => push.Target == "presence");
    }

    [Fact]
    public async Task T57_nobody_is_given_a_connection_whose_past_the_server_keeps()
    {
        var (url, token) = await NegotiateAsync(Li);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url.PathAndQuery.Replace("/client/", "/client/negotiate", StringComparison.Ordinal) + "&negotiateVersion=1&useStatefulReconnect=true", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await Customers.Http.SendAsync(request);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(said.TryGetProperty("useStatefulReconnect", out var reconnects) && reconnects.GetBoolean());
    }

    private static async Task<(Uri Url, string Token)> NegotiateAsync(DeskClient agent)
    {
        var answer = await agent.SendAsync(HttpMethod.Post, "/api/live/negotiate", new { });
        return (new Uri(answer.Text("url")), answer.Text("accessToken"));
    }

    private static async Task<ClientWebSocket> OpenAsync(Uri url, string token)
    {
        var address = new UriBuilder(url) { Scheme = "ws", Query = $"{url.Query.TrimStart('?')}&access_token={Uri.EscapeDataString(token)}" };
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(address.Uri, CancellationToken.None);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await ReadUntilAsync(socket, record => record == "{}");
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string record) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordSeparator), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <returns>The record that fits; what came last when the connection ended or the time was over.</returns>
    private static async Task<string> ReadUntilAsync(ClientWebSocket socket, Func<string, bool> fits, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(10));
        var buffer = new byte[64 * 1024];
        var held = "";
        var last = "";
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
                if (read.MessageType == WebSocketMessageType.Close) return last;
                held += Encoding.UTF8.GetString(buffer, 0, read.Count);
                for (int end; (end = held.IndexOf(RecordSeparator, StringComparison.Ordinal)) >= 0; held = held[(end + 1)..])
                {
                    last = held[..end];
                    if (fits(last)) return last;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            return last;
        }
    }
}
