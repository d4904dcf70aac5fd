using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>An agent goes with conversations open, and the policy says what becomes of those.</summary>
[Collection(nameof(TheClock))]
public sealed class DepartureStories(TheClock clock)
{
    [Fact]
    public async Task Who_goes_offline_leaves_their_conversations_to_others_at_their_old_place()
    {
        using var scene = await clock.OpenAsync(Policy("allow"), "ana", "bo?", "chief!?");
        var customer = Scene.NewCustomer();
        var served = await scene.ServedAsync("ana", customer);
        var before = await scene["chief"].GetAsync($"/api/conversations/{served}");
        var offered = await scene.WriteAsync(Scene.NewCustomer(), "me too");
        await scene.OfferedAsync("ana", offered);

        await scene["ana"].SetPresenceAsync("offline");

        var waiting = await scene.InPhaseAsync("chief", served, "waiting");
        Assert.Equal(before.Text("openedAt")[..16], waiting.Text("waitingSince")[..16]);
        Assert.Equal("ana", (await scene.EntryAsync("chief", served, "givenBack")).GetProperty("agent").Id());
        Assert.Equal("agentGone", (await scene.EntryAsync("chief", served, "queued")).Text("reason"));
        await scene.InPhaseAsync("chief", offered, "waiting");
        await scene.UntilAsync(async () => await LoadAsync(scene, "ana") == 0);

        await scene["bo"].SetPresenceAsync("online");
        await scene.OfferedAsync("bo", served);
        await scene["bo"].AcceptAsync(served);
        await scene.DoAsync("bo", served, "replies", new { messageId = "m1", text = "I go on from here" });
        await scene.ToldAsync(customer, "I go on from here");
    }

    [Fact]
    public async Task Who_signs_out_is_kept_by_no_policy_and_leaves_what_they_have()
    {
        using var scene = await clock.OpenAsync(Policy("refuse"), "ana", "bo", "chief!?");
        await scene["bo"].SetPresenceAsync("away");
        var id = await scene.ServedAsync("ana");
        using var refused = await scene["ana"].Http.PutAsync(new Uri("/api/presence", UriKind.Relative), JsonContent.Create(new { presence = "offline" }));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await scene.InPhaseAsync("chief", id, "serving");

        using var left = await scene["ana"].Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);

        await scene.InPhaseAsync("chief", id, "waiting");
        await scene["bo"].SetPresenceAsync("online");
        await scene.OfferedAsync("bo", id);
    }

    [Fact]
    public async Task Where_agents_keep_what_they_have_it_waits_for_them()
    {
        using var scene = await clock.OpenAsync(Policy("keep"), "ana", "bo", "chief!?");
        await scene["bo"].SetPresenceAsync("away");
        var customer = Scene.NewCustomer();
        var id = await scene.ServedAsync("ana", customer);
        await scene["bo"].SetPresenceAsync("online");

        await scene["ana"].SetPresenceAsync("offline");
        await scene.UntilAsync(async () => await PresenceAsync(scene, "ana") == "offline");
        await scene.WriteAsync(customer, "are you there?");

        Assert.Equal("ana", (await scene.InPhaseAsync("chief", id, "serving")).GetProperty("holder").Id());
        Assert.Equal(1, await LoadAsync(scene, "ana"));
    }

    [Fact]
    public async Task Notes_that_are_still_to_be_written_are_left_behind_and_the_conversation_is_over()
    {
        using var scene = await clock.OpenAsync(Policy("allow"), "ana", "chief!?");
        var id = await scene.ServedAsync("ana");
        await scene.DoAsync("ana", id, "close", new { reason = "resolved" });
        await scene.InPhaseAsync("chief", id, "wrapUp");

        await scene["ana"].SetPresenceAsync("offline");

        Assert.Equal("resolved", (await scene.InPhaseAsync("chief", id, "closed")).Text("closeReason"));
    }

    private static async Task<int> LoadAsync(Scene scene, string agent) => (await SeatAsync(scene, agent)).GetProperty("load").GetInt32();

    private static async Task<string> PresenceAsync(Scene scene, string agent) => (await SeatAsync(scene, agent)).Text("presence");

    private static async Task<JsonElement> SeatAsync(Scene scene, string agent) =>
        (await scene["chief"].GetAsync("/api/agents")).GetProperty("agents").EnumerateArray().Single(one => one.Id() == agent);

    private static string Policy(string rule) => $$"""
        version: "1"
        presence: { offlineWithOpenChats: {{rule}} }
        defaultQueue: service
        queues:
          - { id: service, name: Service, offerSeconds: 600, firstResponseSeconds: 86400, wrapUpSeconds: 600 }
        """;
}
