using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>An agent with one conversation in which they answer again and again, and nothing else happens.</summary>
internal sealed class OneConversation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DeskClient desk;
    private readonly string id;
    private long cursor;

    private OneConversation(DeskClient desk, string id)
    {
        this.desk = desk;
        this.id = id;
    }

    public string Id => id;

    /// <param name="number">Of the customer.</param>
    public static async Task<OneConversation> BeginAsync(Uri server, int number, Ledger ledger)
    {
        var desk = await DeskClient.SignInAsync(server, "demo", "li.na", ServerProcess.DemoPassword);
        await desk.SetPresenceAsync("online");
        var sender = string.Create(CultureInfo.InvariantCulture, $"crash-chat-{number}");
        await WriteAsync(server, number, Ledger.Text(sender, 1));
        ledger.AcknowledgeMessage(sender, 1);
        IReadOnlyList<JsonElement> mine = [];
        if (!await Patiently.WaitAsync(async () => (mine = await desk.ListAsync("mine")).Count > 0, Patience))
            throw new InvalidOperationException("The agent was given nothing.");
        var id = mine[0].GetProperty("id").GetString()!;
        await desk.AcceptAsync(id);
        return new OneConversation(desk, id);
    }

    /// <summary>By Telegram, which lets an agent answer as often as they like: WeChat would take five answers and no more.</summary>
    private static async Task WriteAsync(Uri server, int number, string text)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/webhooks/demo/telegram/bot", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                update_id = number,
                message = new { message_id = number, chat = new { id = number, type = "private" }, from = new { id = number, is_bot = false, first_name = "Crash" }, text },
            }),
        };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", DemoSettings.Account("telegram", "bot")["secret_token"]);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <returns>The status, or null when the connection broke before there was one.</returns>
    public async Task<HttpStatusCode?> ReplyAsync(string messageId)
    {
        try
        {
            await desk.ReplyAsync(id, messageId, messageId);
            return HttpStatusCode.Accepted;
        }
        catch (HttpRequestException e) when (e.StatusCode is { } status)
        {
            return status;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException)
        {
            return null;
        }
    }

    /// <summary>What is shown of a reply's delivery, as soon as it stands in the conversation; null until then. Asked for one after the other, in order.</summary>
    public async Task<string?> DeliveryAsync(string messageId)
    {
        var page = await desk.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/conversations/{id}/events?after={cursor}&limit=200"));
        var reply = page.GetProperty("items").EnumerateArray().FirstOrDefault(entry => entry.GetProperty("type").GetString() == "reply" && entry.GetProperty("messageId").GetString() == messageId);
        if (reply.ValueKind == JsonValueKind.Undefined) return null;
        cursor = reply.GetProperty("seq").GetInt64() - 1;
        return reply.GetProperty("delivery").GetString();
    }

    /// <summary>What is shown of a reply once its sending has come to an end; null or <c>pending</c> when it did not in time.</summary>
    public async Task<string?> OutcomeAsync(string messageId)
    {
        string? delivery = null;
        await Patiently.WaitAsync(async () => (delivery = await DeliveryAsync(messageId)) is not (null or "pending"), Patience);
        return delivery;
    }

    public void Dispose() => desk.Dispose();
}
