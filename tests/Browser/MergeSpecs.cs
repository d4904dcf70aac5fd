namespace OmniFunctions.Tests.Browser;

/// <summary>Two conversations that become one, and two again.</summary>
public sealed class MergeSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task What_came_meanwhile_stands_in_the_conversation_it_belongs_to_and_in_no_other()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(860_001, "Stays", "the one that stays");
        await li.AcceptAsync("the one that stays");
        await li.Thread.GetByText("the one that stays").IsSeenAsync();
        var stays = new Uri(li.Page.Url).Fragment;
        await Customer.WriteOnTelegramAsync(860_002, "Goes", "the one that goes");
        await li.AcceptAsync("the one that goes");
        await li.DoAsync("merge");
        await li.PickAsync("Stays");
        await li.ConfirmAsync();
        await li.Note.GetByText("merged into another one").IsSeenAsync();
        await Customer.WriteOnTelegramAsync(860_002, "Goes", "said while they were one");
        await li.OpenAsync("said while they were one");
        await li.Thread.GetByText("said while they were one").IsSeenAsync();

        await li.Thread.Locator(".event-joined button").ClickAsync();
        await li.Thread.GetByText("the one that goes").IsSeenAsync();
        await li.DoAsync("unmerge");

        await li.Thread.GetByText("said while they were one").IsSeenAsync();
        await li.Page.EvaluateAsync("address => { location.hash = address; location.reload(); }", stays);
        await li.Thread.GetByText("1 message went with it").IsSeenAsync();
        await li.Thread.GetByText("said while they were one").IsAbsentAsync();
        await li.Page.ShootAsync("desk-split-off");
    }
}
