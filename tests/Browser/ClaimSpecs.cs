namespace OmniFunctions.Tests.Browser;

/// <summary>An agent picks a conversation out of the line.</summary>
public sealed class ClaimSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_waiting_conversation_is_claimed_from_the_list()
    {
        var li = await SignInAsync(presence: "away");
        await Customer.WriteOnWeChatAsync("picked-customer", "pick me");

        await li.ShowAsync("waiting");
        await li.OpenAsync("pick me");
        await li.DoAsync("claim");

        await li.ReplyAsync("Here I am.");
        await li.Thread.GetByText("Li Na (demo) claimed the conversation").IsSeenAsync();
    }

    [Fact]
    public async Task Of_two_who_claim_one_gets_it_and_the_other_is_told_by_whom()
    {
        var li = await SignInAsync(presence: "away");
        var wang = await SignInAsync(name: Wang, presence: "away");
        await Customer.WriteOnWeChatAsync("wanted-customer", "who wants me?");
        await li.ShowAsync("waiting");
        await li.OpenAsync("who wants me?");
        await wang.ShowAsync("waiting");
        await wang.OpenAsync("who wants me?");

        // Wang's click is on its way until Li has it.
        var taken = new TaskCompletionSource();
        await wang.Page.RouteAsync("**/claim", async route =>
        {
            await taken.Task;
            await route.ContinueAsync();
        });
        await wang.DoAsync("claim");
        await li.DoAsync("claim");
        await li.ReplyAsync("I do.");
        taken.SetResult();

        await wang.Notice.GetByText("Li Na (demo) is answering this conversation.").IsSeenAsync();
        await wang.ReplyField.IsAbsentAsync();
    }
}
