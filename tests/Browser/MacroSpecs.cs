using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>Several actions by one, shown before they are done, and said plainly when not all were.</summary>
public sealed class MacroSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_macro_is_put_together_by_a_supervisor_and_run_by_keys_from_the_reply_field()
    {
        using var supervisor = await DeskClient.SignInAsync(Omni.Address, "demo", Chen, ServerProcess.DemoPassword);
        await supervisor.SendAsync(HttpMethod.Put, "/api/phrases/macro-bye", new { shortcut = "bye", text = "Good bye, {customer}!", isShared = true });
        var chen = await SignInAsync(name: Chen, presence: "away");
        await chen.OpenPageAsync("phrases");
        await chen.Page.GetByRole(AriaRole.Button, new() { Name = "New macro" }).ClickAsync();
        await chen.Window.GetByLabel("Shortcut").FillAsync("finish");
        await chen.Window.GetByLabel("Title").FillAsync("Say good bye and close");
        await chen.Window.Locator("[data-kind=reply]").ClickAsync();
        await chen.Window.GetByLabel("Phrase").SelectOptionAsync("macro-bye");
        await chen.Window.Locator("[data-kind=label]").ClickAsync();
        await chen.Window.GetByLabel("Labels to add").FillAsync("finished");
        await chen.Window.Locator("[data-kind=close]").ClickAsync();
        await chen.Page.ShootAsync("window-macro-form");
        await chen.ConfirmAsync();
        await chen.Page.GetByText("Reply → Labels → Close").IsSeenAsync();
        await chen.Page.ShootAsync("page-macros");

        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(872_001, "Mia", "that was all");
        await li.AcceptAsync("that was all");
        await li.ReplyField.PressSequentiallyAsync("/fin");
        await li.Page.Locator(".mentions").GetByText("/finish").IsSeenAsync();
        await li.ReplyField.PressAsync("Enter");
        await li.Window.GetByText("Good bye, Mia!").IsSeenAsync();
        await li.Page.ShootAsync("window-macro");
        await li.Page.Keyboard.PressAsync("Enter");

        await li.Window.IsAbsentAsync();
        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("telegram", "872001", "Good bye, Mia!")));
        await li.Page.Locator(".phase-closed, .phase-wrapUp").First.IsSeenAsync();
        await TakeAwayAsync(supervisor);
    }

    [Fact]
    public async Task What_was_done_of_a_macro_and_what_was_not_is_said_step_by_step()
    {
        using var supervisor = await DeskClient.SignInAsync(Omni.Address, "demo", Chen, ServerProcess.DemoPassword);
        await supervisor.SendAsync(HttpMethod.Put, "/api/macros/partly", new
        {
            shortcut = "partly",
            title = "Label, raise and close",
            actions = new object[] { new { type = "label", add = new[] { "partly" } }, new { type = "priority", points = 5 }, new { type = "close", reason = "resolved" } },
            isShared = true,
        });
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(872_002, "Partly", "not all of it");
        await li.AcceptAsync("not all of it");
        await li.Page.RouteAsync("**/priority", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 409,
            ContentType = "application/problem+json",
            Body = """{"code":"refused","status":409,"reason":"priorityInvalid"}""",
        }));

        await li.Page.Keyboard.PressAsync("Control+KeyK");
        await li.Page.Keyboard.TypeAsync("/partly");
        await li.Window.GetByRole(AriaRole.Option).GetByText("Label, raise and close").IsSeenAsync();
        await li.Page.Keyboard.PressAsync("Enter");
        await li.Window.Locator(".macro-steps li").CountsAsync(3);
        await li.ConfirmAsync();

        await li.Window.GetByText("1 of 3 steps are done. What follows was not tried.").IsSeenAsync();
        Assert.Equal(["✓ done", "✗ refused", "not tried"], await li.Window.Locator(".macro-steps small").AllInnerTextsAsync());
        await li.Page.ShootAsync("window-macro-partly");
        await li.Page.UnrouteAsync("**/priority");
        await li.ConfirmAsync();
        await li.Window.IsAbsentAsync();
        await li.Page.Locator(".phase-closed, .phase-wrapUp").First.IsSeenAsync();
        await TakeAwayAsync(supervisor);
    }

    private static async Task TakeAwayAsync(DeskClient supervisor)
    {
        foreach (var macro in (await supervisor.GetAsync("/api/macros")).GetProperty("items").EnumerateArray())
            using (var gone = await supervisor.Http.DeleteAsync(new Uri($"/api/macros/{macro.GetProperty("id").GetString()}", UriKind.Relative))) gone.EnsureSuccessStatusCode();
        using var phrase = await supervisor.Http.DeleteAsync(new Uri("/api/phrases/macro-bye", UriKind.Relative));
    }
}
