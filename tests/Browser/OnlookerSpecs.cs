namespace OmniFunctions.Tests.Browser;

/// <summary>Who else has a conversation before them.</summary>
public sealed class OnlookerSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task Colleagues_on_the_same_conversation_see_each_other_look_and_type_until_one_turns_away()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(871_001, "Watched", "who is looking?");
        await li.AcceptAsync("who is looking?");
        await Customer.WriteOnTelegramAsync(871_002, "Beside", "something else");
        await li.Entry("something else").IsSeenAsync();
        var chen = await SignInAsync(name: Chen, presence: "away");
        await chen.ShowAsync("open");
        await chen.OpenAsync("who is looking?");

        await li.Page.Locator(".onlookers").GetByText("Chen Wei (demo) also looking").IsSeenAsync();
        await chen.Page.Locator(".onlookers").GetByText("Li Na (demo) also looking").IsSeenAsync();
        await li.Page.ShootAsync("desk-onlookers");
        await li.ReplyField.PressSequentiallyAsync("I am");
        await chen.Page.Locator(".onlookers").GetByText("Li Na (demo) typing").IsSeenAsync();
        await chen.Page.Locator(".onlookers").GetByText("Li Na (demo) also looking").IsSeenAsync();

        await chen.OpenAsync("something else");
        await li.Page.Locator(".onlookers").GetByText("Chen Wei").IsAbsentAsync();
        await chen.OpenAsync("who is looking?");
        await li.Page.Locator(".onlookers").GetByText("Chen Wei").IsSeenAsync();
        await chen.Page.CloseAsync();
        await li.Page.Locator(".onlookers").GetByText("Chen Wei").IsAbsentAsync();
    }
}
