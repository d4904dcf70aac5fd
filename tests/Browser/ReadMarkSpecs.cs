namespace OmniFunctions.Tests.Browser;

/// <summary>What the visitor has seen, the agent sees as read.</summary>
public sealed class ReadMarkSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_reply_is_marked_as_read_when_it_was_on_the_visitors_screen_and_not_before()
    {
        var visitor = await VisitAsync();
        await visitor.SayAsync("do you see what I see?");
        var li = await SignInAsync();
        await li.AcceptAsync("do you see what I see?");
        await li.ReplyAsync("I do.");
        await visitor.Log.GetByText("I do.").IsSeenAsync();
        await li.Thread.GetByText("✓✓ Read").CountsAsync(1);
        await li.Page.ShootAsync("desk-read");

        await visitor.Page.CloseAsync();
        await li.ReplyAsync("And now?");
        await li.Thread.GetByText("✓ Sent", new() { Exact = true }).IsSeenAsync();
        await li.Thread.GetByText("✓✓ Read").CountsAsync(1);
    }
}
