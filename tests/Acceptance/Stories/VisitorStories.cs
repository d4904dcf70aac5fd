namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>What a visitor of the own page does beside writing, and what the agent takes back on it.</summary>
[Collection(nameof(TheClock))]
public sealed class VisitorStories(TheClock clock)
{
    private const string Policy = """
        version: "1"
        defaultLanguage: en
        defaultQueue: service
        survey: { when: onClose, steps: 5, solved: true, tags: [quick, kind], validHours: 48 }
        queues:
          - id: service
            name: Service
            offerSeconds: 600
            firstResponseSeconds: 86400
            overflow: [ { do: notice } ]
            callback: { attempts: 2, backOffSeconds: [900], earliestSeconds: 600, defaultZone: UTC }
        texts:
          - { kind: companyWelcome, text: { en: "Welcome to the shop." } }
          - { kind: queue, text: { en: "You are number {position}." } }
          - { kind: survey, text: { en: "How was it?" } }
        """;

    [Fact]
    public async Task A_visitor_who_waits_asks_for_a_person_and_then_leaves()
    {
        using var scene = await clock.OpenAsync(Policy, "chief!?");
        using var visitor = await PageVisitor.ComeAsync(scene);
        var id = await visitor.WriteAsync("is anybody there?");
        await visitor.ReadsAsync("Welcome to the shop.");
        await visitor.ReadsAsync("You are number 1.");
        var waits = (await visitor.SeesPhaseAsync("waiting")).GetProperty("state");
        Assert.Equal((1, "nobodySignedIn"), (waits.GetProperty("position").GetInt32(), waits.Text("whyNobody")));

        await visitor.PressAsync("person");
        Assert.Equal("button", (await scene.EntryAsync("chief", id, "personAsked")).Text("how"));
        await visitor.SeesAsync(page => page.GetProperty("state").GetProperty("humanAsked").GetBoolean());

        await visitor.PressAsync("leave");
        Assert.Equal("abandoned", (await scene.InPhaseAsync("chief", id, "closed")).Text("closeReason"));
        await visitor.SeesPhaseAsync("closed");
    }

    [Fact]
    public async Task A_visitor_is_called_back_at_their_own_time_and_may_think_better_of_it()
    {
        using var scene = await clock.OpenAsync(Policy, "ana?", "chief!?");
        using var visitor = await PageVisitor.ComeAsync(scene);
        var id = await visitor.WriteAsync("call me, please");
        await visitor.SeesAsync(page => page.GetProperty("state").GetProperty("canAskCallback").GetBoolean());

        var due = scene.Now.AddHours(2);
        await visitor.PressAsync("callback", new { messageId = "c1", dueAt = due, zone = "Europe/Berlin" });
        await visitor.PressAsync("callback", new { messageId = "c1", dueAt = due, zone = "Europe/Berlin" });
        var agreed = (await visitor.SeesPhaseAsync("callbackDue")).GetProperty("state").GetProperty("callback");
        Assert.Equal((due.ToUnixTimeSeconds(), "Europe/Berlin"), (agreed.GetProperty("dueAt").GetDateTimeOffset().ToUnixTimeSeconds(), agreed.Text("zone")));
        Assert.Single(await scene["chief"].EntriesAsync(id), entry => entry.Type() == "callbackAgreed");

        await visitor.PressAsync("callback/cancel");
        await visitor.SeesPhaseAsync("closed");
        Assert.False((await scene.EntryAsync("chief", id, "callbackCancelled")).GetProperty("customerBack").GetBoolean());
        Assert.Equal("conversationClosed", await visitor.RefusedAsync("callback/cancel"));
    }

    [Fact]
    public async Task A_visitor_who_comes_while_it_is_closed_is_told_so_and_what_they_leave_waits_under_the_rules()
    {
        using var scene = await clock.OpenAsync(
            Policy.Replace("    overflow: [ { do: notice } ]", "    hours: night\n    overflow: [ { do: form, when: { field: queue.open, is: false } } ]", StringComparison.Ordinal)
            + "\nhours: [ { id: night, zone: UTC, week: { monday: [ { from: \"01:00\", to: \"02:00\" } ] } } ]\n",
            "chief!?");
        using var visitor = await PageVisitor.ComeAsync(scene);
        Assert.False(visitor.Session.GetProperty("isOpen").GetBoolean());
        var opensAt = visitor.Session.GetProperty("opensAt").GetDateTimeOffset();
        Assert.Equal((DayOfWeek.Monday, 1), (opensAt.DayOfWeek, opensAt.Hour));

        var id = await visitor.WriteAsync("please write to me", new { name = "Li", email = "li@example.com" });

        await visitor.SeesPhaseAsync("waiting");
        var item = (await scene.EntryAsync("chief", id, "customerMessage")).GetProperty("item");
        Assert.Equal("li@example.com", item.GetProperty("form").Text("email"));
    }

    [Fact]
    public async Task A_visitor_says_how_it_was_once_and_within_the_time_for_it()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "chief!?");
        using var visitor = await PageVisitor.ComeAsync(scene);
        var id = await visitor.WriteAsync("where is my order?");
        await scene.OfferedAsync("ana", id);
        await scene["ana"].AcceptAsync(id);
        Assert.Equal("ratingNotAsked", await visitor.RefusedAsync("rating", new { messageId = "r0", score = 5 }));
        await scene.DoAsync("ana", id, "replies", new { messageId = "m1", text = "It comes tomorrow." });
        await scene.DoAsync("ana", id, "close", new { reason = "resolved" });

        await visitor.ReadsAsync("How was it?");
        var asked = (await visitor.SeesAsync(page => page.GetProperty("state").GetProperty("rating").ValueKind == System.Text.Json.JsonValueKind.Object)).GetProperty("state").GetProperty("rating");
        Assert.Equal((5, true), (asked.GetProperty("steps").GetInt32(), asked.GetProperty("solved").GetBoolean()));
        Assert.Equal("ratingInvalid", await visitor.RefusedAsync("rating", new { messageId = "r1", score = 6 }));

        await visitor.PressAsync("rating", new { messageId = "r2", score = 4, solved = true, tags = new[] { "kind" }, remark = "thank you" });
        await visitor.PressAsync("rating", new { messageId = "r2", score = 4, solved = true, tags = new[] { "kind" }, remark = "thank you" });
        var rated = await scene.EntryAsync("ana", id, "rated");
        Assert.Equal((4, "thank you", "ana"), (rated.GetProperty("score").GetInt32(), rated.Text("remark"), rated.GetProperty("agent").Id()));
        Assert.Equal("alreadyRated", await visitor.RefusedAsync("rating", new { messageId = "r3", score = 1 }));
    }

    [Fact]
    public async Task Nobody_rates_when_the_time_for_it_is_over()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "chief!?");
        using var visitor = await PageVisitor.ComeAsync(scene);
        var id = await visitor.WriteAsync("hello");
        await scene.OfferedAsync("ana", id);
        await scene["ana"].AcceptAsync(id);
        await scene.DoAsync("ana", id, "close", new { reason = "resolved" });
        await scene.EntryAsync("chief", id, "ratingAsked");

        scene.Pass(TimeSpan.FromHours(48) + TimeSpan.FromSeconds(1));

        Assert.Equal("ratingExpired", await visitor.RefusedAsync("rating", new { messageId = "r1", score = 5 }));
    }

    [Fact]
    public async Task A_message_is_taken_back_from_the_page_while_the_channel_allows_it()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "bo", "chief!?");
        await scene["bo"].SetPresenceAsync("away");
        using var visitor = await PageVisitor.ComeAsync(scene);
        var id = await visitor.WriteAsync("my address?");
        await scene.OfferedAsync("ana", id);
        await scene["ana"].AcceptAsync(id);
        await scene.DoAsync("ana", id, "replies", new { messageId = "m1", text = "The wrong address." });
        await scene.DoAsync("ana", id, "replies", new { messageId = "m2", text = "The right address." });
        await visitor.ReadsAsync("The wrong address.");

        Assert.Equal("notAllowed", await scene.RefusedAsync("bo", id, "recall", new { messageId = "m1" }));
        await scene.DoAsync("ana", id, "recall", new { messageId = "m1" });
        await scene.DoAsync("ana", id, "recall", new { messageId = "m1" });

        await visitor.SeesAsync(page => page.GetProperty("items").EnumerateArray().Any(item => item.Id() == "m1" && item.GetProperty("recalled").GetBoolean()));
        Assert.Single(await scene["ana"].EntriesAsync(id), entry => entry.Type() == "recalled");
        Assert.Equal("The wrong address.", (await scene.EntryAsync("chief", id, "reply", entry => entry.Text("messageId") == "m1")).Text("text"));

        scene.Pass(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        Assert.Equal("recallTooLate", await scene.RefusedAsync("ana", id, "recall", new { messageId = "m2" }));
        Assert.Equal("messageUnknown", await scene.RefusedAsync("ana", id, "recall", new { messageId = "m9" }));
    }

    [Fact]
    public async Task What_left_by_a_platform_that_takes_back_is_recalled_from_there_as_well()
    {
        using var scene = await clock.OpenAsync(Policy, "ana");
        var id = await scene.ServedAsync("ana");
        await scene.DoAsync("ana", id, "replies", new { messageId = "m1", text = "not for you" });
        await scene.DoAsync("ana", id, "recall", new { messageId = "m1" });

        Assert.Single(await scene["ana"].EntriesAsync(id), entry => entry.Type() == "recalled");
    }
}
