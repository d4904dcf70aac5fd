using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>The window behind one's own name: where one is signed in, and how.</summary>
public sealed class AccountSecuritySpecs(SharedSystem shared) : OwnSystemSpec(shared)
{
    [Fact]
    public async Task An_agent_signs_out_elsewhere_and_the_page_there_is_at_the_sign_in_again()
    {
        var here = await SignInAsync();
        var there = await SignInAsync("zh-CN");
        await here.Page.Locator(".top .me").ClickAsync();
        await here.Window.Locator(".sessions li").CountsAsync(2);
        await here.Page.ShootAsync("account-security");

        await here.Window.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();

        await here.Window.Locator(".sessions li").CountsAsync(1);
        await there.Page.Locator("input[name=tenant]").IsSeenAsync();
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_asked_for_at_the_next_sign_in()
    {
        var desk = await SignInAsync();
        await desk.Page.Locator(".top .me").ClickAsync();
        await desk.Window.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        var key = (await desk.Window.Locator("code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await desk.Window.Locator("input[name=code]").FillAsync(Authenticator.CodeOf(key, -1));
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Window.Locator(".recovery-codes li").CountsAsync(10);

        var next = new AgentDesk(await OpenAsync("/desk/", "en-US"));
        await next.SignInAsync(Li, ServerProcess.DemoPassword);
        await next.Page.Locator("input[name=code]").IsSeenAsync();
        await next.Page.ShootAsync("sign-in-code");
        await next.Page.Locator("input[name=code]").FillAsync(Authenticator.CodeOf(key, 0));
        await next.Page.Keyboard.PressAsync("Enter");
        await next.Presence.IsSeenAsync();
    }
}
