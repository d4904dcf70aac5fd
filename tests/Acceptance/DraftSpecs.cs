using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>What is begun on one device and goes on on another.</summary>
public sealed class DraftSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_draft_is_there_for_its_agent_wherever_they_sign_in_and_for_nobody_else()
    {
        var id = await ConversationAsync("a draft for one");
        var kept = await SaveAsync(id, "We look into it, Mei", 0);
        Assert.Equal("We look into it, Mei", kept.Text("text"));

        using var elsewhere = await Omni.SignInAsync("demo", "li.na");
        Assert.Equal(["reply: We look into it, Mei"], await DraftsAsync(elsewhere, id));
        Assert.Empty(await DraftsAsync(Wang, id));
        Assert.Empty(await DraftsAsync(Chen, id));
    }

    [Fact]
    public async Task What_another_device_has_written_since_is_not_written_over()
    {
        var id = await ConversationAsync("two devices");
        var first = (await SaveAsync(id, "from the desk", 0)).GetProperty("revision").GetInt64();
        var second = (await SaveAsync(id, "from the desk, and at home", first)).GetProperty("revision").GetInt64();
        Assert.True(second > first);

        using var late = await PutAsync(Li, id, "reply", new { text = "from the desk, late", revision = first });
        Assert.Equal((HttpStatusCode.Conflict, "draft-changed"), (late.StatusCode, (await late.Content.ReadFromJsonAsync<JsonElement>()).Text("code")));
        using var gone = await PutAsync(Li, id, "reply", new { text = "", revision = first });
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
        Assert.Equal(["reply: from the desk, and at home"], await DraftsAsync(Li, id));
    }

    [Fact]
    public async Task A_draft_that_was_sent_is_there_no_more_and_what_is_begun_then_is_kept_whatever_it_began_with()
    {
        var id = await ConversationAsync("sent and begun again");
        var revision = (await SaveAsync(id, "sent in a moment", 0)).GetProperty("revision").GetInt64();
        await SaveAsync(id, "", revision);
        Assert.Empty(await DraftsAsync(Li, id));

        Assert.True((await SaveAsync(id, "more of it, on a device that did not hear", revision)).GetProperty("revision").GetInt64() > revision);
        Assert.Equal(["reply: more of it, on a device that did not hear"], await DraftsAsync(Li, id));
    }

    [Fact]
    public async Task A_note_and_a_reply_are_begun_side_by_side()
    {
        var id = await ConversationAsync("both kinds");
        await SaveAsync(id, "to the customer", 0);
        using var note = await PutAsync(Li, id, "note", new { text = "among us", revision = 0 });
        Assert.Equal(HttpStatusCode.OK, note.StatusCode);
        Assert.Equal(["note: among us", "reply: to the customer"], await DraftsAsync(Li, id));
        using var unknown = await PutAsync(Li, id, "letter", new { text = "of no kind", revision = 0 });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_draft_with_faults_is_refused_with_all_of_them()
    {
        var id = await ConversationAsync("faults of a draft");
        using var answer = await PutAsync(Li, id, "reply", new { text = new string('x', 50_001), revision = -1, page = new string('p', 65) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["page", "revision", "text"], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    private async Task<string> ConversationAsync(string about)
    {
        var text = Customers.Unique(about);
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        return (await InPhaseAsync(Li, "waiting", text, "waiting")).Id();
    }

    private Task<JsonElement> SaveAsync(string id, string text, long revision) =>
        Li.SendAsync(HttpMethod.Put, $"/api/conversations/{id}/drafts/reply", new { text, revision, page = "p1" });

    private static Task<HttpResponseMessage> PutAsync(DeskClient agent, string id, string kind, object draft) =>
        agent.Http.PutAsJsonAsync(new Uri($"/api/conversations/{id}/drafts/{kind}", UriKind.Relative), draft);

    private static async Task<IEnumerable<string>> DraftsAsync(DeskClient agent, string id) =>
        [.. (await agent.GetAsync($"/api/conversations/{id}/drafts")).GetProperty("items").EnumerateArray().Select(draft => $"{draft.Text("kind")}: {draft.Text("text")}").Order(StringComparer.Ordinal)];
}
