using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>A second factor as everybody's duty, from the page of an agent who has none yet.</summary>
public sealed class FactorDutySpecs(SharedSystem shared) : OwnSystemSpec(shared)
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Omni:SecondFactorDuty"] = "everyone" };

    [Fact]
    public async Task An_agent_sets_one_up_before_the_desk_is_there_and_cannot_take_it_away()
    {
        var desk = new AgentDesk(await OpenAsync("/desk/", "en-US"));
        await desk.SignInAsync(Li, ServerProcess.DemoPassword);
        await desk.Page.GetByText("Your company asks for a second factor at the sign-in").IsSeenAsync();
        await desk.Page.ReloadAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        var key = (await desk.Page.Locator(".factor-gate code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await desk.Page.ShootAsync("second-factor-duty");
        await desk.Page.Locator("input[name=code]").FillAsync("000000");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.GetByText("The code is not right").IsSeenAsync();
        await desk.Page.Locator("input[name=code]").FillAsync(Authenticator.CodeOf(key, 0));
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.Locator(".recovery-codes li").CountsAsync(10);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "I have kept them" }).ClickAsync();
        await desk.Presence.IsSeenAsync();

        await desk.Page.Locator(".top .me").ClickAsync();
        await desk.Window.GetByText("it cannot be taken away").IsSeenAsync();
        await desk.Window.Locator("input[name=code]").IsAbsentAsync();
    }
}
