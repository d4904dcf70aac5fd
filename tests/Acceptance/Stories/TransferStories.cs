namespace OmniFunctions.Tests.Acceptance.Stories;

[Collection(nameof(TheClock))]
public sealed class TransferStories(TheClock clock)
{
    private const string Policy = """
        version: "1"
        defaultQueue: service
        queues:
          - { id: service, name: Service, offerSeconds: 30, firstResponseSeconds: 3600, maxTransfers: 2 }
          - { id: sales, name: Sales, offerSeconds: 30, firstResponseSeconds: 3600 }
        """;

    [Fact]
    public async Task A_conversation_passed_to_a_queue_is_offered_to_another_agent_of_it()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "chief!?");
        var id = await scene.ServedAsync("ana");
        await scene.DoAsync("ana", id, "transfer", new { queue = "sales", reason = "wants to buy" });
        var passed = await scene.EntryAsync("chief", id, "transferred");
        Assert.Equal(("toQueue", "sales", "wants to buy"), (passed.Text("kind"), passed.GetProperty("queue").Id(), passed.Text("reason")));
        await scene.StandsAsync("chief", id, head => head.GetProperty("queue").Id() == "sales");
    }

    [Fact]
    public async Task A_conversation_passed_to_an_agent_is_offered_to_them_alone()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "bo", "chief!?");
        var (id, holder, other) = await HeldAsync(scene);
        await scene.DoAsync(holder, id, "transfer", new { agent = other });
        await scene.OfferedAsync(other, id);
        await scene[other].AcceptAsync(id);
        Assert.Equal(other, (await scene.InPhaseAsync("chief", id, "serving")).GetProperty("holder").Id());
    }

    [Fact]
    public async Task A_transfer_that_is_missed_comes_back_to_the_line_at_its_old_place()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "bo", "chief!?");
        var (id, holder, other) = await HeldAsync(scene);
        await scene.DoAsync(holder, id, "transfer", new { agent = other });
        await scene.OfferedAsync(other, id);
        scene.Pass(TimeSpan.FromSeconds(31));
        var missed = await scene.EntryAsync("chief", id, "offerMissed");
        Assert.Equal(other, missed.GetProperty("agent").Id());
        var queued = await scene.EntryAsync("chief", id, "queued", entry => entry.Text("reason") == "transferMissed");
        Assert.Equal("service", queued.GetProperty("queue").Id());
        await scene.OfferedAsync(holder, id);
    }

    [Fact]
    public async Task A_colleague_who_was_asked_in_takes_it_over()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "bo", "chief!?");
        var (id, holder, other) = await HeldAsync(scene);
        await scene.DoAsync(holder, id, "consult", new { agent = other, reason = "do you know this?" });
        Assert.Contains(await scene[other].ListAsync("mine"), one => one.Id() == id);
        await scene.DoAsync(holder, id, "consult/complete");
        Assert.Equal(other, (await scene.StandsAsync("chief", id, head => head.Text("phase") == "serving" && head.GetProperty("holder").Id() == other)).GetProperty("holder").Id());
    }

    [Fact]
    public async Task A_colleague_who_was_asked_in_goes_again_and_the_agent_keeps_it()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "bo", "chief!?");
        var (id, holder, other) = await HeldAsync(scene);
        await scene.DoAsync(holder, id, "consult", new { agent = other });
        Assert.Equal("consultRunning", await scene.RefusedAsync(holder, id, "consult", new { agent = "chief" }));
        await scene.DoAsync(other, id, "consult/end");
        Assert.Equal(holder, (await scene.InPhaseAsync("chief", id, "serving")).GetProperty("holder").Id());
        Assert.Equal("noConsult", await scene.RefusedAsync(holder, id, "consult/end"));
    }

    [Fact]
    public async Task What_cannot_be_passed_on_so_is_refused_with_its_reason()
    {
        using var scene = await clock.OpenAsync(Policy, "ana");
        var id = await scene.ServedAsync("ana");
        Assert.Equal("agentUnknown", await scene.RefusedAsync("ana", id, "transfer", new { agent = "nobody" }));
        Assert.Equal("transferToSelf", await scene.RefusedAsync("ana", id, "transfer", new { agent = "ana" }));
        Assert.Equal("queueUnknown", await scene.RefusedAsync("ana", id, "transfer", new { queue = "nowhere" }));
        Assert.Equal("transferTargetInvalid", await scene.RefusedAsync("ana", id, "transfer"));
        Assert.Equal("versionConflict", await scene.RefusedAsync("ana", id, "transfer", new { queue = "sales", version = 1 }));
    }

    /// <summary>Whoever of the two was asked has it.</summary>
    private static async Task<(string Id, string Holder, string Other)> HeldAsync(Scene scene)
    {
        var id = await scene.WriteAsync(Scene.NewCustomer(), "hello");
        var holder = (await scene.InPhaseAsync("chief", id, "offered")).GetProperty("holder").Id();
        await scene[holder].AcceptAsync(id);
        return (id, holder, holder == "ana" ? "bo" : "ana");
    }
}
