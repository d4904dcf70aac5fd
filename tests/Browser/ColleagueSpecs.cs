using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>Two agents and one conversation: who does not hold it is told who does.</summary>
public sealed class ColleagueSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    private const string HeldByLi = "Li Na (demo) is answering this conversation.";
    private const string HeldByWang = "Wang Fang (demo) is answering this conversation.";

    [Fact]
    public async Task A_colleagues_conversation_can_be_read_but_not_answered()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("shared-customer", "who answers me?");
        await li.AcceptAsync("who answers me?");
        await li.ReplyAsync("I do.");
        var wang = await SignInAsync(name: Wang, presence: "away");

        await wang.ShowAsync("open");
        await wang.OpenAsync("I do.");

        await wang.Thread.GetByText("who answers me?").IsSeenAsync();
        await wang.Note.GetByText(HeldByLi).IsSeenAsync();
        await wang.ReplyField.IsAbsentAsync();
        await wang.Thread.GetByText("I do.").IsSeenAsync();
    }

    [Fact]
    public async Task Whose_click_comes_after_a_colleagues_is_told_who_was_first()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("raced-customer", "who is first?");
        await li.Entry("who is first?").IsSeenAsync();
        var wang = await SignInAsync(name: Wang);

        // Li's click is on its way for as long as it takes the offer to move on and Wang to accept it.
        var overtaken = new TaskCompletionSource();
        await li.Page.RouteAsync("**/accept", async route =>
        {
            await overtaken.Task;
            await route.ContinueAsync();
        });
        await li.OpenAsync("who is first?");
        using (var otherTab = await DeskClient.SignInAsync(Omni.Address, "demo", Li, ServerProcess.DemoPassword))
        {
            var offered = Assert.Single(await otherTab.ListAsync("mine"));
            await otherTab.SendAsync(HttpMethod.Post, $"/api/conversations/{offered.GetProperty("id").GetString()}/decline", new { });
        }

        await wang.AcceptAsync("who is first?");
        overtaken.SetResult();

        await li.Notice.GetByText(HeldByWang).IsSeenAsync();
        await li.ReplyField.IsAbsentAsync();
        await li.Page.ShootAsync("desk-refused");
        await wang.ReplyAsync("I was.");
    }
}
