using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>From a customer on each channel to the agent's screen, and the answer back, without reloading.</summary>
public sealed class ChannelSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_customer_in_the_widget_and_an_agent_at_the_desk_talk()
    {
        var agent = await SignInAsync();
        var visitor = await VisitAsync();

        await visitor.SayAsync("Where is my order 1024?");
        await agent.AcceptAsync("Where is my order 1024?");
        await agent.ReplyAsync("It left the warehouse this morning.");

        await visitor.Log.GetByText("It left the warehouse this morning.").IsSeenAsync();
    }

    [Fact]
    public async Task A_signed_WeChat_message_reaches_the_desk_and_the_answer_goes_back()
    {
        var agent = await SignInAsync("zh-CN");
        await Customer.WriteOnWeChatAsync("browser-customer", "我的订单到哪里了？");

        await agent.AcceptAsync("我的订单到哪里了？");
        await agent.ReplyAsync("今天早上已经发货。");

        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("wechat", "browser-customer", "今天早上已经发货。")));
        await agent.Thread.GetByText("已发送").IsSeenAsync();
    }

    [Fact]
    public async Task A_Telegram_message_reaches_the_desk_and_the_answer_goes_back_to_the_chat()
    {
        var agent = await SignInAsync();
        await Customer.WriteOnTelegramAsync(700_100, "Ivan", "Do you ship to Kazan?");

        await agent.AcceptAsync("Do you ship to Kazan?");
        await agent.ReplyAsync("We do, within five days.");

        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("telegram", "700100", "We do, within five days.")));
        await agent.Thread.GetByText("Sent").IsSeenAsync();
    }

    [Fact]
    public async Task Script_in_a_customers_message_stays_text()
    {
        var agent = await SignInAsync();
        await Customer.WriteOnWeChatAsync("script-customer", "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>");

        await agent.AcceptAsync("<img src=x");

        await agent.Thread.GetByText("<img src=x onerror").IsSeenAsync();
        await agent.Thread.Locator("img, script").IsAbsentAsync();
        Assert.DoesNotContain("owned", await agent.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_who_reloads_the_page_goes_on_in_the_same_conversation()
    {
        var agent = await SignInAsync();
        var visitor = await VisitAsync();
        await visitor.SayAsync("first question");
        await agent.AcceptAsync("first question");
        await agent.ReplyAsync("first answer");
        await visitor.Log.GetByText("first answer").IsSeenAsync();

        await visitor.Page.ReloadAsync();

        await visitor.Log.GetByText("first question").IsSeenAsync();
        await visitor.Log.GetByText("first answer").IsSeenAsync();
        await visitor.SayAsync("second question");
        await agent.Thread.GetByText("second question").IsSeenAsync();
        await agent.Entries.CountsAsync(1);
        await visitor.Log.GetByText("first question").CountsAsync(1);
    }

    [Fact]
    public async Task Who_goes_on_on_another_channel_is_met_with_what_was_said_before()
    {
        var agent = await SignInAsync();
        await Customer.WriteOnWeChatAsync("moving-customer", "the blue one is broken");
        await agent.AcceptAsync("the blue one is broken");
        await agent.ReplyAsync("I send you a new one.");
        await agent.Page.Locator(".so-far").IsAbsentAsync();
        await Customer.WriteOnTelegramAsync(700_200, "Mei", "it is me, on the way");
        await agent.Entry("it is me, on the way").IsSeenAsync();

        await agent.DoAsync("link");
        await agent.Window.Locator("select").SelectOptionAsync("telegram");
        await agent.Window.GetByLabel("Account").FillAsync("bot");
        await agent.Window.GetByLabel("The customer’s id there").FillAsync("700200");
        await agent.Window.GetByLabel("Reason").FillAsync("the same order");
        await agent.ConfirmAsync();
        await agent.Entry("it is me, on the way").IsAbsentAsync();
        await Customer.WriteOnTelegramAsync(700_200, "Mei", "has it left?");

        await agent.Thread.GetByText("has it left?").IsSeenAsync();
        await agent.Page.Locator(".popup").GetByText("The customer goes on on another channel").IsSeenAsync();
        var soFar = agent.Page.Locator(".so-far");
        await soFar.GetByText("the blue one is broken").IsSeenAsync();
        await soFar.GetByText("I send you a new one.").IsSeenAsync();
        await agent.Page.ShootAsync("desk-so-far");

        await soFar.Locator("summary").FocusAsync();
        await agent.Page.Keyboard.PressAsync("Enter");
        await agent.Page.Locator(".so-far:not([open])").IsSeenAsync();
    }
}
