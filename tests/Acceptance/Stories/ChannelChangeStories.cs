namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>A customer goes on on another channel, and the agent there knows what was said.</summary>
[Collection(nameof(TheClock))]
public sealed class ChannelChangeStories(TheClock clock)
{
    private const string Policy = """
        version: "1"
        defaultQueue: service
        queues:
          - { id: service, name: Service, offerSeconds: 600, firstResponseSeconds: 86400 }
        """;

    [Fact]
    public async Task The_agent_is_told_and_reads_what_was_said_and_promised_on_the_other_channel()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "chief!?");
        using var visitor = await PageVisitor.ComeAsync(scene);
        var customer = Scene.NewCustomer();
        var onPage = await visitor.WriteAsync("the blue one is broken");
        await scene.OfferedAsync("ana", onPage);
        await scene["ana"].AcceptAsync(onPage);
        await scene.DoAsync("ana", onPage, "topic", new { topic = "refund" });
        await scene.DoAsync("ana", onPage, "replies", new { messageId = "m1", text = "I send you a new one." });
        await scene.DoAsync("ana", onPage, "replies", new { messageId = "m2", text = "I send you nothing." });
        await scene.DoAsync("ana", onPage, "recall", new { messageId = "m2" });
        await scene.DoAsync("ana", onPage, "scheduled", new { messageId = "s1", text = "Has it arrived?", at = scene.Now.AddHours(3) });
        var onTelegram = await scene.WriteAsync(customer, "it is me, on the way");
        await scene.OfferedAsync("ana", onTelegram);
        var person = (await scene["chief"].GetAsync($"/api/conversations/{onPage}")).GetProperty("person").Id();

        await using var live = await scene["ana"].ConnectLiveAsync();
        await scene["chief"].SendAsync(HttpMethod.Post, $"/api/people/{person}/identities", new { channel = "telegram", account = "bot", sender = customer.ToString(System.Globalization.CultureInfo.InvariantCulture), reason = "the same order" });
        await scene.InPhaseAsync("chief", onTelegram, "merged");
        await scene.WriteAsync(customer, "is it on its way?");
        await live.WaitForAsync(push => push.Target == "notice" && push.Arguments[0].Text("kind") == "channelChanged" && push.Arguments[0].Text("conversationId") == onPage);

        var head = await scene.StandsAsync("ana", onPage, summary => summary.Text("channel") == "telegram");
        Assert.Equal(["telegram", "webchat"], head.GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()).Order(StringComparer.Ordinal));
        var summed = await scene["ana"].GetAsync($"/api/conversations/{onPage}/history-summary");
        var (now, before) = (summed.GetProperty("legs")[0], summed.GetProperty("legs")[1]);
        Assert.Equal(("telegram", 2), (now.Text("channel"), now.GetProperty("messages").GetInt32()));
        Assert.Equal(("webchat", 1, 1), (before.Text("channel"), before.GetProperty("messages").GetInt32(), before.GetProperty("replies").GetInt32()));
        Assert.Equal(
            [("customer", "the blue one is broken"), ("agent", "I send you a new one.")],
            before.GetProperty("last").EnumerateArray().Select(said => (said.Text("speaker"), said.Text("text"))));
        Assert.Equal("refund", summed.GetProperty("topic").Id());
        Assert.Equal(("scheduledMessage", "Has it arrived?"), (summed.GetProperty("promises")[0].Text("kind"), summed.GetProperty("promises")[0].Text("text")));
        Assert.Equal(System.Text.Json.JsonValueKind.String, summed.GetProperty("unansweredSince").ValueKind);
    }

    [Fact]
    public async Task Nobody_reads_it_who_may_not_see_the_conversation()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "chief!?");
        var id = await scene.ServedAsync("ana");
        using var other = await clock.OpenAsync(Policy, "eve");
        using var answer = await other["eve"].Http.GetAsync(new Uri($"/api/conversations/{id}/history-summary", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }
}
