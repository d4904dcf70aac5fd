namespace OmniFunctions.Tests.Browser;

/// <summary>A supervisor looks on, whispers, joins and takes over.</summary>
public sealed class SupervisorSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_whisper_reaches_the_agent_and_never_the_customer()
    {
        var li = await SignInAsync();
        var visitor = await VisitAsync();
        await visitor.SayAsync("can I have a discount?");
        await li.AcceptAsync("can I have a discount?");
        var chen = await SignInAsync(name: Chen, presence: "away");

        await chen.ShowAsync("open");
        await chen.OpenAsync("can I have a discount?");
        await chen.DoAsync("watch");
        await chen.WhisperAsync("ten percent is fine");

        await li.Thread.GetByText("ten percent is fine").IsSeenAsync();
        await li.Page.ShootAsync("desk-whisper");
        await li.ReplyAsync("Ten percent it is.");
        await visitor.Log.GetByText("Ten percent it is.").IsSeenAsync();
        await visitor.Log.GetByText("ten percent is fine").IsAbsentAsync();
    }

    [Fact]
    public async Task A_conversation_that_is_taken_over_leaves_its_agent_and_tells_them_by_whom()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("angry-customer", "I want your boss");
        await li.AcceptAsync("I want your boss");
        var chen = await SignInAsync(name: Chen, presence: "away");

        await chen.ShowAsync("open");
        await chen.OpenAsync("I want your boss");
        await chen.DoAsync("takeOver");
        await chen.Window.Locator("input[name=reason]").FillAsync("they asked for me");
        await chen.ConfirmAsync();

        await chen.ReplyAsync("Speaking.");
        await li.Note.GetByText("Chen Wei (demo) is answering this conversation.").IsSeenAsync();
        await li.Thread.GetByText("Chen Wei (demo) took over from Li Na (demo) · they asked for me").IsSeenAsync();
        await li.ReplyField.IsAbsentAsync();
    }

    [Fact]
    public async Task An_agent_is_offered_nothing_that_only_supervisors_may_do()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("guarded-customer", "who may do what?");
        await li.AcceptAsync("who may do what?");
        var wang = await SignInAsync(name: Wang, presence: "away");
        await wang.ShowAsync("open");
        await wang.OpenAsync("who may do what?");

        Assert.Equal(["profile", "explain", "timers"], await wang.ActionsAsync());
        await wang.Page.Locator(".page-links").GetByText("Policies").IsAbsentAsync();
    }
}
