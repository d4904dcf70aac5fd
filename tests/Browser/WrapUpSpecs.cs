using OmniFunctions.Policies;

namespace OmniFunctions.Tests.Browser;

/// <summary>Where a queue gives time to wrap up and wants to know what it was about.</summary>
public sealed class WrapUpSpecs(SharedSystem shared) : UnderPolicySpec(shared)
{
    protected override ServicePolicy Policy => DemoPolicy.Document.With(DemoPolicy.Document.Queue(DemoPolicy.Queue) with
    {
        WrapUpSeconds = 120,
        WrapUp = new WrapUpPolicy([new("after-sale", "After sale"), new("refund", "Refund", "after-sale")], RequiredBeforeClose: true),
    }) with
    {
        Version = "with-wrap-up",
    };

    [Fact]
    public async Task A_conversation_is_finished_once_it_is_said_what_it_was_about()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("wrapped-customer", "thanks, all settled");
        await li.AcceptAsync("thanks, all settled");
        await li.DoAsync("close");
        await li.ConfirmAsync();

        var panel = li.Page.Locator(".wrap-up");
        await panel.Locator(".wrap-up-head").GetByText("left").IsSeenAsync();
        await panel.Locator("button").ClickAsync();
        await panel.GetByText("This queue wants a disposition first.").IsSeenAsync();
        await li.Page.ShootAsync("desk-wrap-up");
        await panel.Locator("select").Last.SelectOptionAsync("refund");
        await li.Thread.GetByText("set the disposition to").IsSeenAsync();
        await panel.Locator("button").ClickAsync();

        await li.Thread.GetByText("closed the conversation · Resolved").IsSeenAsync();
    }
}
