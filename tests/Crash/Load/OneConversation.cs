using System.Globalization;
using System.Net;
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
        using var customer = new TelegramCustomer(server, number);
        await customer.WriteAsync(1);
        ledger.AcknowledgeMessage(customer.Sender, 1);
        IReadOnlyList<JsonElement> mine = [];
        if (!await Patiently.WaitAsync(async () => (mine = await desk.ListAsync("mine")).Count > 0, Patience))
            throw new InvalidOperationException("The agent was given nothing.");
        var id = mine[0].GetProperty("id").GetString()!;
        await desk.AcceptAsync(id);
        return new OneConversation(desk, id);
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
