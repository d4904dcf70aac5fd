namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>Targets, their warnings and breaches, what escalates, and the two silences.</summary>
[Collection(nameof(TheClock))]
public sealed class LevelStories(TheClock clock)
{
    [Fact]
    public async Task A_target_warns_is_breached_and_climbs_its_ladder()
    {
        const string policy = """
            version: "1"
            defaultQueue: service
            queues:
              - { id: service, name: Service, offerSeconds: 3000 }
              - { id: rescue, name: Rescue }
            targets:
              - { name: all, basis: aroundTheClock, firstResponseSeconds: 100, warnAtPercent: [50], escalation: ladder }
            escalations:
              - id: ladder
                steps:
                  - { measure: firstResponse, atPercent: 50, do: raisePriority, points: 7 }
                  - { measure: firstResponse, atPercent: 100, do: moveQueue, queue: rescue }
            """;
        using var scene = await clock.OpenAsync(policy, "chief!?");
        var id = await scene.WriteAsync(Scene.NewCustomer(), "hello");
        await scene.InPhaseAsync("chief", id, "waiting");
        scene.Pass(TimeSpan.FromSeconds(51));
        await scene.EntryAsync("chief", id, "escalated", entry => entry.Text("do") == "raisePriority");
        await scene.EntryAsync("chief", id, "clocksChanged");
        scene.Pass(TimeSpan.FromSeconds(50));
        await scene.EntryAsync("chief", id, "escalated", entry => entry.Text("do") == "moveQueue");
        await scene.StandsAsync("chief", id, head => head.GetProperty("queue").Id() == "rescue");

        var timers = (await scene["chief"].GetAsync($"/api/conversations/{id}/timers")).GetProperty("items").EnumerateArray().Where(timer => timer.Text("state") == "fired").ToArray();
        Assert.Contains(timers, timer => timer.Text("name") == "firstResponse 50 %");
        Assert.Contains(timers, timer => timer.Text("name") == "firstResponse 100 %");
        Assert.All(timers, timer => Assert.InRange(timer.GetProperty("latenessMs").GetInt64(), 0, 10_000));
    }

    [Fact]
    public async Task An_agents_silence_is_marked_and_in_the_end_moved_and_the_agent_is_given_nothing_more()
    {
        using var scene = await clock.OpenAsync(Silence("agent: { markAfterSeconds: 60, remindAfterSeconds: 120, alarmAfterSeconds: 180, moveAfterSeconds: 240, breakAgent: true }"), "ana", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        foreach (var (seconds, step) in new[] { (61, "agentMarked"), (60, "agentReminded"), (60, "leadAlarmed"), (60, "moved") })
        {
            scene.Pass(TimeSpan.FromSeconds(seconds));
            await scene.EntryAsync("chief", id, "silenceMarked", entry => entry.Text("step") == step);
        }

        await scene.InPhaseAsync("chief", id, "waiting");
        await scene.UntilAsync(async () => (await scene["ana"].GetAsync("/api/session")).Text("presence") == "away");
    }

    [Fact]
    public async Task A_customers_silence_is_reminded_of_and_ends_the_conversation()
    {
        using var scene = await clock.OpenAsync(Silence("customer: { remindAfterSeconds: 300, endAfterSeconds: 600 }"), "ana", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene.DoAsync("ana", id, "replies", new { messageId = "m1", text = "what is your order number?" });
        await scene.ToldAsync(customer, "order number");
        scene.Pass(TimeSpan.FromSeconds(301));
        await scene.ToldAsync(customer, "still there");
        scene.Pass(TimeSpan.FromSeconds(601));
        Assert.Equal("customerSilent", (await scene.InPhaseAsync("chief", id, "closed")).Text("closeReason"));
    }

    private static string Silence(string rule) => $$"""
        version: "1"
        defaultLanguage: en
        defaultQueue: service
        queues:
          - { id: service, name: Service, offerSeconds: 30, firstResponseSeconds: 86400 }
        silence:
          - { {{rule}} }
        texts:
          - { kind: customerReminder, text: { en: "Are you still there?" } }
          - { kind: customerTimeout, text: { en: "We close now." } }
        """;
}
