using System.Net;
using OmniFunctions.Policies;

namespace OmniFunctions.Tests.Acceptance;

public sealed class WeChatSpecs(TheSystem system) : Scenario(system)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signed_message_reaches_the_agent_by_push_and_the_answer_goes_back(bool safe)
    {
        var customer = Customers.UniqueOpenId();
        var question = Customers.Unique("你好 question");
        var answer = Customers.Unique("您好 answer");
        await Li.SetPresenceAsync("online");
        await using var live = await Li.ConnectLiveAsync();

        Assert.Equal(HttpStatusCode.OK, await Customers.WeChatAsync(customer, question, safe: safe));

        var offer = await live.WaitForAsync(push => push.Carries(entry => entry.Type() == "offered"));
        var summary = offer.Arguments[0].GetProperty("summary");
        Assert.Equal(question, summary.Text("lastText"));
        Assert.Equal("wechat-oa", summary.Text("channel"));
        Assert.Equal("li.na", summary.GetProperty("holder").Id());

        await Li.AcceptAsync(summary.Id());
        await Li.ReplyAsync(summary.Id(), "m1", answer);

        await live.WaitForAsync(push => push.Carries(entry => entry.Type() == "deliveryRecorded" && entry.Text("status") == "delivered"));
        Assert.Contains(Omni.Platform.Received, message => message.Platform == "wechat" && message.Recipient == customer && message.Text == answer);

        var clock = (await Li.GetAsync($"/api/conversations/{summary.Id()}")).GetProperty("firstResponse");
        Assert.Equal("stopped", clock.Text("state"));
        Assert.Equal(clock.GetProperty("since").GetDateTimeOffset().AddSeconds(DemoPolicy.Document.Queues[0].FirstResponseSeconds), clock.GetProperty("dueAt").GetDateTimeOffset());

        var entries = await Li.EntriesAsync(summary.Id());
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.GetProperty("seq").GetInt32()));
        Assert.Contains(entries, entry => entry.IsCustomerMessage(question));
        Assert.Equal("delivered", entries.Single(entry => entry.Type() == "reply").Text("delivery"));
    }

    [Fact]
    public async Task A_mini_programs_customer_is_answered_too()
    {
        var customer = Customers.UniqueOpenId();
        var question = Customers.Unique("小程序 question");
        var answer = Customers.Unique("answer");
        await Li.SetPresenceAsync("online");
        Assert.Equal(HttpStatusCode.OK, await Customers.WeChatMiniAsync(customer, question));

        var conversation = await InPhaseAsync(Li, "mine", question, "offered");
        Assert.Equal("wechat-mini", conversation.Text("channel"));
        await Li.ReplyAsync(conversation.Id(), "m1", answer);

        await Eventually.HoldsAsync(() => Omni.Platform.Received.Any(message => message.Recipient == customer && message.Text == answer));
    }

    [Fact]
    public async Task The_same_message_sent_twice_is_shown_once()
    {
        var customer = Customers.UniqueOpenId();
        var id = Customers.NextMessageId();
        var text = Customers.Unique("twice");
        Assert.Equal(HttpStatusCode.OK, await Customers.WeChatAsync(customer, text, id));
        Assert.Equal(HttpStatusCode.OK, await Customers.WeChatAsync(customer, text, id));
        var last = Customers.Unique("and another");
        Assert.Equal(HttpStatusCode.OK, await Customers.WeChatAsync(customer, last));

        var conversation = await InPhaseAsync(Li, "waiting", last, "waiting");
        var entries = await Li.EntriesAsync(conversation.Id());
        Assert.Single(entries, entry => entry.IsCustomerMessage(text));
        Assert.Equal(2, conversation.GetProperty("unanswered").GetInt32());
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_nothing_is_stored()
    {
        var text = Customers.Unique("forged");
        var before = await Chen.AllConversationsAsync();
        var status = await Customers.PostAsync(
            "/webhooks/demo/wechat-oa/service?signature=0000000000000000000000000000000000000000&timestamp=1&nonce=n",
            Harness.WeChatSender.TextXml(Customers.UniqueOpenId(), Customers.NextMessageId(), text, 1),
            "text/xml");
        Assert.Equal(HttpStatusCode.Unauthorized, status);

        // What comes after it has been through every queue the forged one would have been in.
        var honest = Customers.Unique("honest");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), honest);
        await InPhaseAsync(Li, "waiting", honest, "waiting");
        Assert.Equal(before.Count + 1, (await Chen.AllConversationsAsync()).Count);
    }
}
