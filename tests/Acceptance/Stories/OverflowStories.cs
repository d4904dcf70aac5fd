namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>Nobody is free: what the rules of the queue do about it, one story for each way.</summary>
[Collection(nameof(TheClock))]
public sealed class OverflowStories(TheClock clock)
{
    [Fact]
    public async Task Who_waits_is_told_where_they_stand()
    {
        using var scene = await clock.OpenAsync(With("{ do: notice, text: queue, when: { field: queue.free, is: 0 }, afterSeconds: 30 }"), "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.WriteAsync(customer, "hello");
        await scene.InPhaseAsync("chief", id, "waiting");
        scene.Pass(TimeSpan.FromSeconds(31));
        await scene.ToldAsync(customer, "position 1 in Service");
        var assessed = await scene.EntryAsync("chief", id, "assessed", entry => entry.Text("step") == "notice");
        Assert.Equal(0, assessed.GetProperty("free").GetInt32());
        await scene.InPhaseAsync("chief", id, "waiting");
    }

    [Fact]
    public async Task Who_waits_is_shown_how_to_help_themselves()
    {
        using var scene = await clock.OpenAsync(With("{ do: selfService, when: { field: queue.free, is: 0 }, afterSeconds: 20 }"), "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.WriteAsync(customer, "hello");
        await scene.InPhaseAsync("chief", id, "waiting");
        scene.Pass(TimeSpan.FromSeconds(21));
        await scene.ToldAsync(customer, "help yourself");
    }

    [Fact]
    public async Task A_queue_where_nobody_is_free_passes_them_on_to_another()
    {
        using var scene = await clock.OpenAsync(With("{ do: moveQueue, queue: sales, when: { field: queue.free, is: 0 }, afterSeconds: 10 }"), "chief!?");
        var id = await scene.WriteAsync(Scene.NewCustomer(), "hello");
        await scene.InPhaseAsync("chief", id, "waiting");
        scene.Pass(TimeSpan.FromSeconds(11));
        await scene.StandsAsync("chief", id, head => head.GetProperty("queue").Id() == "sales" && head.Text("phase") == "waiting");
        Assert.Equal("overflowed", (await scene.EntryAsync("chief", id, "queued")).Text("reason"));
    }

    [Fact]
    public async Task Out_of_hours_a_form_is_offered_and_the_conversation_waits_on()
    {
        using var scene = await clock.OpenAsync(With("{ do: form, when: { field: queue.open, is: false } }", hours: "night"), "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.WriteAsync(customer, "hello");
        await scene.ToldAsync(customer, "closed");
        await scene.InPhaseAsync("chief", id, "waiting");
    }

    [Fact]
    public async Task Out_of_hours_a_queue_may_turn_them_away()
    {
        using var scene = await clock.OpenAsync(With("{ do: close, when: { field: queue.open, is: false } }", hours: "night"), "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.WriteAsync(customer, "hello");
        await scene.ToldAsync(customer, "closed");
        Assert.Equal("turnedAway", (await scene.InPhaseAsync("chief", id, "closed")).Text("closeReason"));
    }

    [Fact]
    public async Task A_callback_is_offered_taken_up_by_a_word_made_tried_again_and_given_up()
    {
        using var scene = await clock.OpenAsync(
            With("{ do: callback, when: { field: queue.free, is: 0 }, afterSeconds: 10 }", more: "callback: { attempts: 2, backOffSeconds: [900], earliestSeconds: 600 }"), "ana?", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.WriteAsync(customer, "hello");
        await scene.InPhaseAsync("chief", id, "waiting");
        scene.Pass(TimeSpan.FromSeconds(11));
        await scene.EntryAsync("chief", id, "assessed", entry => entry.Text("step") == "callback");
        await scene.WriteAsync(customer, "call me back");
        var agreed = await scene.InPhaseAsync("chief", id, "callbackDue");
        Assert.Equal(2, agreed.GetProperty("callback").GetProperty("of").GetInt32());

        await scene["ana"].SetPresenceAsync("online");
        scene.Pass(TimeSpan.FromSeconds(601));
        await scene.OfferedAsync("ana", id);
        await scene["ana"].AcceptAsync(id);
        await scene.DoAsync("ana", id, "callback/outcome", new { outcome = "noAnswer" });
        await scene.InPhaseAsync("chief", id, "callbackDue");

        scene.Pass(TimeSpan.FromSeconds(901));
        await scene.OfferedAsync("ana", id);
        await scene["ana"].AcceptAsync(id);
        await scene.DoAsync("ana", id, "callback/outcome", new { outcome = "noAnswer" });
        Assert.Equal("callbackFailed", (await scene.InPhaseAsync("chief", id, "closed")).Text("closeReason"));
    }

    [Fact]
    public async Task A_customer_who_is_back_before_the_callback_takes_their_place_in_the_line_again()
    {
        using var scene = await clock.OpenAsync(With("{ do: notice, afterSeconds: 3600 }", more: "callback: { earliestSeconds: 600 }"), "ana", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene.DoAsync("ana", id, "callback", new { messageId = "c1" });
        await scene.InPhaseAsync("chief", id, "callbackDue");
        await scene.WriteAsync(customer, "here I am again");
        var cancelled = await scene.EntryAsync("chief", id, "callbackCancelled");
        Assert.True(cancelled.GetProperty("customerBack").GetBoolean());
        await scene.OfferedAsync("ana", id);
        Assert.Equal("noCallback", await scene.RefusedAsync("ana", id, "callback/cancel"));
    }

    private static string With(string step, string? hours = null, string? more = null) => $$"""
        version: "1"
        defaultLanguage: en
        hours:
          - { id: night, zone: UTC, week: { monday: [ { from: "01:00", to: "02:00" } ] } }
        defaultQueue: service
        queues:
          - id: service
            name: Service
            offerSeconds: 30
            firstResponseSeconds: 86400
            {{(hours is null ? "" : $"hours: {hours}")}}
            overflow:
              - {{step}}
            {{more}}
          - { id: sales, name: Sales, firstResponseSeconds: 86400 }
        texts:
          - { kind: queue, text: { en: "You are at position {position} in {queue}." } }
          - { kind: selfService, text: { en: "You may help yourself meanwhile." } }
          - { kind: nobodyFree, text: { en: "Nobody is free, shall we call you back?" } }
          - { kind: offHours, text: { en: "We are closed." } }
        """;
}
