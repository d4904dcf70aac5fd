using System.Globalization;
using System.Net;

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
    public async Task A_wrong_secret_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await Customers.TelegramAsync(1, "forged", secret: "not-the-secret"));
}
