using System.Globalization;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Product;

/// <summary>Somebody whose platform knocks with one message after the other, each as often as it takes to be answered 2xx, and now and then once more.</summary>
internal sealed class Customer(long sender, RunContext run)
{
    private static readonly AccountKey Bot = new(Life.Tenant, "telegram", "bot");
    private readonly List<string> said = [];

    public void Says(Client client, int messages, Func<Life> life, Chance chance)
    {
        for (var i = 1; i <= messages; i++)
        {
            var update = (sender * 1_000) + i;
            var text = $"message {i} of {sender}";
            said.Add(text);
            client.Must($"knocks with {i}", _ => KnockAsync(life(), update, text));
            if (chance.Happens(0.15)) client.Must($"knocks again with {i}", _ => KnockAsync(life(), update, text));
        }
    }

    /// <summary>The conversations so far, oldest first.</summary>
    public async Task<IReadOnlyList<StoredConversation>> ConversationsAsync(Life life)
    {
        var person = await life.Get<PeopleStore>().PersonOfAsync(Bot, sender.ToString(CultureInfo.InvariantCulture));
        var found = new List<StoredConversation>();
        while (await life.Conversations.FindAsync(new ConversationKey(Life.Tenant, ConversationId.Of(person, found.Count + 1))) is { } conversation) found.Add(conversation);
        return found;
    }

    /// <summary>Everything that was acknowledged stands in the logs, once, in the order in which it was said.</summary>
    public async Task CheckAsync(Life life)
    {
        var logged = new List<string>();
        foreach (var conversation in await ConversationsAsync(life))
        {
            var state = await life.Conversations.RebuildAsync(conversation.Key);
            run.Findings.Require(state!.Version == conversation.Version, $"I3: the head of {sender} is at {conversation.Version} and the log at {state.Version}.");
            var events = await life.Conversations.EventsAsync(conversation.Key, 0, ConversationStore.MaxEvents);
            logged.AddRange(events.Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Select(message => message.Item.Text ?? ""));
            run.Findings.Require(state.Outgoing.TrueForAll(reply => reply.Status != DeliveryStatus.Pending), $"I5: a reply to {sender} is still pending.");
        }

        run.Findings.Require(logged.SequenceEqual(said), $"I1, I2, I3: {sender} said {string.Join(", ", said)}; the log has {string.Join(", ", logged)}.");
    }

    private static async Task KnockAsync(Life life, long update, string text)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            update_id = update,
            message = new { message_id = update, date = 1_780_000_000, text, chat = new { id = update / 1_000, type = "private" }, from = new { id = update / 1_000, is_bot = false, first_name = "Mei" } },
        });
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Telegram-Bot-Api-Secret-Token"] = Life.Secret };
        var request = new WebhookRequest("POST", "https://omni.example/webhooks/demo/telegram/bot", new Dictionary<string, string>(), headers, body);
        var reply = await life.Get<Door>().ReceiveAsync(Life.Tenant.Value, Bot.Channel, Bot.Account, request, CancellationToken.None);
        if (reply.Status != 200) throw new TimeoutException($"The door answered {reply.Status}.");
    }
}
