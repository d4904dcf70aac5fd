using System.Net;
using System.Net.Http.Json;

namespace OmniFunctions.Tests.Acceptance.Stories;

[Collection(nameof(TheClock))]
public sealed class SupervisorStories(TheClock clock)
{
    private const string Policy = """
        version: "1"
        defaultQueue: service
        queues:
          - { id: service, name: Service, offerSeconds: 30, firstResponseSeconds: 3600 }
        """;

    [Fact]
    public async Task A_supervisor_watches_whispers_barges_in_and_takes_over()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "chief!?");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene.DoAsync("chief", id, "watch");
        Assert.Contains(await scene["chief"].ListAsync("mine"), one => one.Id() == id);

        await scene.DoAsync("chief", id, "whispers", new { messageId = "w1", text = "offer her a refund" });
        Assert.Equal("offer her a refund", (await scene.EntryAsync("ana", id, "whispered")).Text("text"));

        await scene.DoAsync("chief", id, "barge");
        await scene.DoAsync("chief", id, "replies", new { messageId = "m1", text = "the chief speaking" });
        await scene.ToldAsync(customer, "the chief speaking");
        Assert.DoesNotContain(scene.Texts(customer), text => text.Contains("refund", StringComparison.Ordinal));

        await scene.DoAsync("chief", id, "take-over", new { reason = "important customer" });
        var taken = await scene.EntryAsync("ana", id, "takenOver");
        Assert.Equal(("ana", "important customer"), (taken.GetProperty("from").Id(), taken.Text("reason")));
        await scene.StandsAsync("chief", id, head => head.Text("phase") == "serving" && head.GetProperty("holder").Id() == "chief");
        await scene.UntilAsync(async () => (await scene["chief"].GetAsync("/api/agents")).GetProperty("agents").EnumerateArray().Single(agent => agent.Id() == "ana").GetProperty("load").GetInt32() == 0);
        Assert.Equal("notHolder", await scene.RefusedAsync("ana", id, "replies", new { messageId = "m2", text = "me too" }));
    }

    [Fact]
    public async Task A_whisper_is_heard_by_nobody_else()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "bo?", "chief!?");
        var id = await scene.ServedAsync("ana");
        await scene.DoAsync("chief", id, "whispers", new { messageId = "w1", text = "between us" });
        var overheard = await scene.EntryAsync("bo", id, "whispered");
        Assert.NotEqual("between us", overheard.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("unwatch")]
    [InlineData("barge")]
    [InlineData("take-over")]
    [InlineData("whispers")]
    public async Task An_agent_without_the_right_is_told_so(string action)
    {
        using var scene = await clock.OpenAsync(Policy, "ana");
        var id = await scene.ServedAsync("ana");
        using var body = JsonContent.Create(new { messageId = "w1", text = "x" });
        using var answer = await scene["ana"].Http.PostAsync(new Uri($"/api/conversations/{id}/{action}", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
