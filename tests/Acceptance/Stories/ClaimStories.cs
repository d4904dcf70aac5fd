using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>Agents pick the same conversation out of the line at the same moment.</summary>
[Collection(nameof(TheClock))]
public sealed class ClaimStories(TheClock clock)
{
    private const int Rounds = 8;

    private const string Policy = """
        version: "1"
        defaultQueue: service
        queues:
          - { id: service, name: Service, firstResponseSeconds: 86400 }
        """;

    [Fact]
    public async Task Of_two_who_claim_at_once_one_has_it_and_the_other_is_told_who()
    {
        using var scene = await clock.OpenAsync(Policy, "ana", "bo", "chief!?");
        string[] agents = ["ana", "bo"];
        foreach (var agent in agents) await scene[agent].SetPresenceAsync("away");
        for (var round = 0; round < Rounds; round++)
        {
            var id = await scene.WriteAsync(Scene.NewCustomer(), "pick me");
            await scene.UntilAsync(async () => await ExplainedAsync(scene, id));

            var answers = await Task.WhenAll(agents.Select(agent => ClaimAsync(scene, agent, id)));

            var winner = agents[Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.OK)];
            var (status, problem) = Assert.Single(answers, answer => answer.Status != HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Equal(("alreadyClaimed", winner), (problem.Text("reason"), problem.GetProperty("holder").Id()));
            Assert.Equal(winner, (await scene.InPhaseAsync("chief", id, "serving")).GetProperty("holder").Id());
            Assert.Single(await scene["chief"].EntriesAsync(id), entry => entry.Type() == "claimed");

            // Whoever asks again finds it theirs.
            Assert.Equal(HttpStatusCode.OK, (await ClaimAsync(scene, winner, id)).Status);
            await scene.DoAsync(winner, id, "close", new { reason = "resolved" });
            await scene.InPhaseAsync("chief", id, "closed");
        }
    }

    /// <summary>Why nobody has it yet is said as soon as routing knows of it.</summary>
    private static async Task<bool> ExplainedAsync(Scene scene, string id)
    {
        var items = (await scene["chief"].GetAsync($"/api/conversations/{id}/explanations")).GetProperty("items").EnumerateArray();
        return items.Any(item => item.Text("kind") == "waiting" && item.GetProperty("why").GetProperty("candidates").EnumerateArray().Count(one => one.Text("verdict") == "away") == 2);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ClaimAsync(Scene scene, string agent, string id)
    {
        using var answer = await scene[agent].Http.PostAsJsonAsync(new Uri($"/api/conversations/{id}/claim", UriKind.Relative), new { });
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
