namespace OmniFunctions.Tests.Browser;

/// <summary>A supervisor changes the rules on the page, and takes the change back.</summary>
public sealed class PolicyPageSpecs(SharedSystem shared) : OwnSystemSpec(shared)
{
    [Fact]
    public async Task Faults_lead_to_their_lines_and_a_sound_document_becomes_live_and_is_rolled_back()
    {
        var chen = await SignInAsync(name: Chen, presence: "away");
        var page = chen.Page;
        await page.Locator(".page-links").GetByText("Policies").ClickAsync();
        var editor = page.Locator(".editor textarea");
        await editor.IsSeenAsync();
        var sound = await editor.InputValueAsync();

        await editor.FillAsync("nonsense: true\n" + sound);
        await page.Locator(".page-head button").First.ClickAsync();
        await page.Locator(".faults").GetByText("Line 1", new() { Exact = true }).First.ClickAsync();
        Assert.Equal(0, await editor.EvaluateAsync<int>("field => field.selectionStart"));
        await page.ShootAsync("policies-faults");

        await editor.FillAsync(Renamed(sound));
        await page.Locator(".page-head button").First.ClickAsync();
        await page.Locator(".policies-below").GetByText("No faults were found.").IsSeenAsync();
        await page.Locator(".page-head .primary").ClickAsync();
        await chen.Window.Locator("input").FillAsync("trying it");
        await chen.ConfirmAsync();
        await page.GetByText("The policy is live.").IsSeenAsync();
        await page.Locator(".versions li").Filter(new() { HasText = "browser-spec" }).Filter(new() { HasText = "live" }).IsSeenAsync();
        await page.Locator(".segments").GetByText("History").ClickAsync();
        await page.Locator(".policies-below").GetByText("trying it").IsSeenAsync();
        await page.ShootAsync("policies-live");

        await page.Locator(".versions").GetByText("Roll back to this").First.ClickAsync();
        await chen.ConfirmAsync();
        await page.GetByText("Rolled back.").IsSeenAsync();
    }

    /// <summary>The same rules under another version.</summary>
    private static string Renamed(string document) =>
        System.Text.RegularExpressions.Regex.Replace(document, "(?m)^(\\s*\"?version\"?: ).*?(,?)$", "$1\"browser-spec\"$2");
}
