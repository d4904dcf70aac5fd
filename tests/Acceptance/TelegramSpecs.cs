using System.Globalization;
using System.Net;
using OmniFunctions.Conversations;

namespace OmniFunctions.Tests.Acceptance;

public sealed class TelegramSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_message_reaches_an_agent_and_the_answer_goes_back_to_the_chat()
    {
        var chat = Customers.NextMessageId();
        var question = Customers.Unique("Здравствуйте");
        var answer = Customers.Unique("answer");
        await Li.SetPresenceAsync("online");
        Assert.Equal(HttpStatusCode.OK, await Customers.TelegramAsync(chat, question));

        var conversation = await InPhaseAsync(Li, "mine", question, "offered");
        Assert.Equal("telegram", conversation.Text("channel"));
        await Li.ReplyAsync(conversation.Id(), "m1", answer);

        await Eventually.HoldsAsync(() => Omni.Platform.Received.Any(message =>
            message.Platform == "telegram" && message.Recipient == chat.ToString(CultureInfo.InvariantCulture) && message.Text == answer));
        await InPhaseAsync(Li, "mine", answer, "serving");
    }

    [Fact]
    public async Task What_became_of_an_old_answer_shows_also_where_a_page_ends_with_the_answer()
    {
        var question = Customers.Unique("asked");
        await Li.SetPresenceAsync("online");
        await Customers.TelegramAsync(Customers.NextMessageId(), question);
        var id = (await InPhaseAsync(Li, "mine", question, "offered")).Id();
        for (var i = 0; i <= OutgoingReply.Remembered; i++) await Li.ReplyAsync(id, $"m{i}", $"answer {i}");
        await Eventually.HoldsAsync(async () => (await Li.EntriesAsync(id)).Count(entry => entry.Type() == "deliveryRecorded") > OutgoingReply.Remembered);

        var first = (await Li.EntriesAsync(id)).First(entry => entry.Type() == "reply").GetProperty("seq").GetInt64();
        var page = await Li.GetAsync($"/api/conversations/{id}/events?after={first - 1}&limit=1");

        Assert.Equal("delivered", page.GetProperty("items").EnumerateArray().Single().Text("delivery"));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await Customers.TelegramAsync(1, "forged", secret: "not-the-secret"));
}
