namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>Resting, ending, beginning again, and going on in another conversation.</summary>
[Collection(nameof(TheClock))]
public sealed class LifeStories(TheClock clock)
{
    private const string Policy = """
        version: "1"
        defaultQueue: service
        survey: { when: onRequest, steps: 5 }
        queues:
          - id: service
            name: Service
            offerSeconds: 30
            firstResponseSeconds: 86400
            wrapUpSeconds: 120
            wrapUp: { dispositions: [ { id: order, name: Order } ], requiredBeforeClose: true }
        """;

    private const string Plain = """
        version: "1"
        defaultQueue: service
        queues:
          - { id: service, name: Service, offerSeconds: 30, firstResponseSeconds: 86400 }
        """;

    [Fact]
    public async Task An_offer_that_nobody_answers_goes_back_to_its_old_place()
    {
        using var scene = await clock.OpenAsync(Plain, "ana", "chief!?");
        var id = await scene.WriteAsync(Scene.NewCustomer(), "hello");
        var offered = await scene.OfferedAsync("ana", id);
        scene.Pass(TimeSpan.FromSeconds(31));
        await scene.EntryAsync("chief", id, "offerMissed");
        var waiting = await scene.InPhaseAsync("chief", id, "waiting");
        Assert.Equal(offered.Text("waitingSince"), waiting.Text("waitingSince"));
    }

    [Fact]
    public async Task A_snoozed_conversation_wakes_at_its_time_and_goes_to_the_same_agent()
    {
        using var scene = await clock.OpenAsync(Plain, "ana", "chief!?");
        var id = await scene.ServedAsync("ana");
        Assert.Equal("snoozeInPast", await scene.RefusedAsync("ana", id, "snooze", new { until = scene.Now.AddSeconds(-1) }));
        await scene.DoAsync("ana", id, "snooze", new { until = scene.Now.AddHours(2) });
        Assert.Contains(await scene["ana"].ListAsync("snoozed"), one => one.Id() == id);
        scene.Pass(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));
        await scene.EntryAsync("chief", id, "woken");
        await scene.OfferedAsync("ana", id);
    }

    [Fact]
    public async Task A_snoozed_conversation_wakes_when_the_customer_writes()
    {
        using var scene = await clock.OpenAsync(Plain, "ana", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene.DoAsync("ana", id, "snooze");
        await scene.InPhaseAsync("chief", id, "snoozed");
        await scene.WriteAsync(customer, "any news?");
        await scene.OfferedAsync("ana", id);
    }

    [Fact]
    public async Task A_conversation_is_wrapped_up_closed_and_taken_up_again()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene.DoAsync("ana", id, "close", new { reason = "resolved" });
        await scene.InPhaseAsync("chief", id, "wrapUp");
        Assert.Equal("dispositionRequired", await scene.RefusedAsync("ana", id, "wrap-up/finish"));
        Assert.Equal("dispositionUnknown", await scene.RefusedAsync("ana", id, "disposition", new { disposition = "nothing" }));
        await scene.DoAsync("ana", id, "disposition", new { disposition = "order" });
        await scene.DoAsync("ana", id, "wrap-up/finish");
        await scene.InPhaseAsync("chief", id, "closed");
        await scene.DoAsync("ana", id, "reopen");
        Assert.Equal("ana", (await scene.InPhaseAsync("chief", id, "serving")).GetProperty("holder").Id());
        Assert.Equal("notInWrapUp", await scene.RefusedAsync("ana", id, "wrap-up/finish"));
    }

    [Fact]
    public async Task A_scheduled_message_leaves_at_its_time_and_one_that_was_called_off_does_not()
    {
        using var scene = await clock.OpenAsync(Plain, "ana", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene.DoAsync("ana", id, "scheduled", new { messageId = "s1", text = "your parcel is there", at = scene.Now.AddMinutes(30) });
        await scene.DoAsync("ana", id, "scheduled", new { messageId = "s2", text = "never sent", at = scene.Now.AddMinutes(30) });
        await scene.DoAsync("ana", id, "scheduled/cancel", new { messageId = "s2" });
        Assert.Equal("scheduledInPast", await scene.RefusedAsync("ana", id, "scheduled", new { messageId = "s3", text = "late", at = scene.Now.AddMinutes(-1) }));
        Assert.Empty(scene.Texts(customer));
        scene.Pass(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        await scene.ToldAsync(customer, "your parcel is there");
        Assert.DoesNotContain("never sent", scene.Texts(customer));
    }

    [Fact]
    public async Task A_conversation_goes_on_in_another_one_and_comes_out_again_with_what_was_said_meanwhile()
    {
        using var scene = await clock.OpenAsync(Plain, "ana", "chief!?");
        var (one, two) = (Scene.NewCustomer(), Scene.NewCustomer());
        var into = await scene.ServedAsync("ana", one);
        var other = await scene.ServedAsync("ana", two);
        Assert.Equal("mergeWithItself", await scene.RefusedAsync("ana", other, "merge", new { into = other }));
        Assert.Equal("conversationUnknown", await scene.RefusedAsync("ana", other, "merge", new { into = "nowhere-1" }));
        await scene.DoAsync("ana", other, "merge", new { into });
        await scene.EntryAsync("chief", into, "joined");
        await scene.WriteAsync(two, "said meanwhile");
        await scene.EntryAsync("chief", into, "customerMessage", entry => entry.IsCustomerMessage("said meanwhile"));

        await scene.DoAsync("ana", other, "unmerge");
        await scene.EntryAsync("chief", into, "splitOff");
        await scene.EntryAsync("chief", other, "takenBack");
        Assert.Single(await scene["chief"].EntriesAsync(other), entry => entry.IsCustomerMessage("said meanwhile"));
        Assert.Equal("notMerged", await scene.RefusedAsync("ana", other, "unmerge"));
        var later = await scene.WriteAsync(two, "on its own again");
        Assert.Equal(other, later);
    }

    [Fact]
    public async Task Notes_labels_priority_and_topic_are_shown_and_told_to_those_they_concern()
    {
        using var scene = await clock.OpenAsync(Plain, "ana", "bo?", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene.DoAsync("ana", id, "notes", new { messageId = "n1", text = "ask bo", mentions = new[] { "bo" } });
        Assert.Equal("agentUnknown", await scene.RefusedAsync("ana", id, "notes", new { messageId = "n2", text = "ask x", mentions = new[] { "x" } }));
        await scene.DoAsync("ana", id, "labels", new { add = new[] { "vip", "refund" } });
        await scene.DoAsync("ana", id, "labels", new { remove = new[] { "refund" } });
        await scene.DoAsync("ana", id, "priority", new { points = 5 });
        await scene.DoAsync("ana", id, "topic", new { topic = "returns" });
        var head = await scene["bo"].GetAsync($"/api/conversations/{id}");
        Assert.Equal(["vip"], head.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal((5, "returns"), (head.GetProperty("priority").GetInt32(), head.GetProperty("topic").Id()));
        Assert.Empty(scene.Texts(customer));
    }

    [Fact]
    public async Task Every_decision_says_why_and_comes_out_the_same_when_it_is_made_again()
    {
        using var scene = await clock.OpenAsync(Plain, "ana", "chief!?");
        var id = await scene.ServedAsync("ana");
        var items = (await scene["ana"].GetAsync($"/api/conversations/{id}/explanations")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Contains(items, item => item.Text("kind") == "route");
        var assignment = items.Single(item => item.Text("kind") == "assignment");
        Assert.Equal("ana", assignment.GetProperty("why").GetProperty("chosen").Id());
        Assert.NotEqual("", assignment.GetProperty("why").Text("policyHash"));
        foreach (var item in items)
        {
            var again = await scene.DoAsync("ana", id, $"explanations/{item.GetProperty("seq").GetInt64()}/evaluate");
            Assert.True(again.GetProperty("same").GetBoolean(), item.ToString());
        }
    }
}
