using System.Globalization;
using System.Net;
using System.Text.Json;
using OmniFunctions.Conversations;

namespace OmniFunctions.Tests.Acceptance;

public sealed class TelegramSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_message_reaches_an_agent_and_the_answer_goes_back_to_the_chat()
    {
        var chat = Customers.NextMessageId();
        var question = Customers.Unique("Здравствуйте");
        var answer = Customers.Unique("answer");
        await Li.SetPresenceAsync("online");
        Assert.Equal(HttpStatusCode.OK, await Customers.TelegramAsync(chat, question));

        var conversation = await InPhaseAsync(Li, "mine", question, "offered");
        Assert.Equal("telegram", conversation.Text("channel"));
        await Li.ReplyAsync(conversation.Id(), "m1", answer);

        await Eventually.HoldsAsync(() => Omni.Platform.Received.Any(message =>
            message.Platform == "telegram" && message.Recipient == chat.ToString(CultureInfo.InvariantCulture) && message.Text == answer));
        await InPhaseAsync(Li, "mine", answer, "serving");
    }

    [Fact]
    public async Task What_became_of_an_old_answer_shows_also_where_a_page_ends_with_the_answer()
    {
        var question = Customers.Unique("asked");
        await Li.SetPresenceAsync("online");
        await Customers.TelegramAsync(Customers.NextMessageId(), question);
        var id = (await InPhaseAsync(Li, "mine", question, "offered")).Id();
        for (var i = 0; i <= OutgoingReply.Remembered; i++) await Li.ReplyAsync(id, $"m{i}", $"answer {i}");
        await Eventually.HoldsAsync(async () => (await Li.EntriesAsync(id)).Count(entry => entry.Type() == "deliveryRecorded") > OutgoingReply.Remembered);

        var first = (await Li.EntriesAsync(id)).First(entry => entry.Type() == "reply").GetProperty("seq").GetInt64();
        var page = await Li.GetAsync($"/api/conversations/{id}/events?after={first - 1}&limit=1");

        Assert.Equal("delivered", page.GetProperty("items").EnumerateArray().Single().Text("delivery"));
    }

    [Fact]
    public async Task F20_a_message_that_comes_late_is_shown_where_it_was_written_to_whoever_reads_and_however_they_page()
    {
        var chat = Customers.NextMessageId();
        var now = DateTimeOffset.UtcNow;
        string[] written = [.. new[] { "first", "second", "third", "fourth" }.Select(Customers.Unique)];
        await Li.SetPresenceAsync("online");
        foreach (var number in new[] { 0, 3, 2, 1 }) await Customers.TelegramAsync(chat, written[number], sentAt: now.AddMinutes(number - 10));
        var id = (await InPhaseAsync(Li, "mine", written[1], "offered")).Id();

        var all = await Li.EntriesAsync(id);
        var said = all.Where(entry => entry.Type() == "customerMessage").ToList();
        Assert.Equal(new[] { 0, 3, 2, 1 }.Select(number => written[number]), said.Select(TextOf));
        Assert.Equal(written, Shown(all).Select(TextOf));
        Assert.All(said, message => Assert.True(message.GetProperty("isLate").GetBoolean()));

        // One at a time, and as another one reads it: the same places.
        var single = new List<JsonElement>();
        foreach (var entry in all) single.Add((await Chen.GetAsync($"/api/conversations/{id}/events?after={entry.GetProperty("seq").GetInt64() - 1}&limit=1")).GetProperty("items")[0]);
        Assert.Equal(written, Shown(single).Select(TextOf));

        static string TextOf(JsonElement entry) => entry.GetProperty("item").Text("text");
    }

    /// <summary>The customer's messages, each before the entry it names.</summary>
    private static List<JsonElement> Shown(IReadOnlyList<JsonElement> entries)
    {
        var inOrder = entries.ToList();
        foreach (var entry in entries.Where(entry => entry.TryGetProperty("shownBefore", out _)).OrderBy(entry => entry.GetProperty("sentAt").GetDateTimeOffset()))
        {
            inOrder.Remove(entry);
            inOrder.Insert(inOrder.FindIndex(other => other.GetProperty("seq").GetInt64() == entry.GetProperty("shownBefore").GetInt64()), entry);
        }

        return [.. inOrder.Where(entry => entry.Type() == "customerMessage")];
    }

    [Fact]
    public async Task A_wrong_secret_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await Customers.TelegramAsync(1, "forged", secret: "not-the-secret"));
}
