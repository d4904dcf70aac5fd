namespace OmniFunctions.Tests.Browser;

/// <summary>A desk that stays open while the server goes away and comes back.</summary>
public sealed class OutageSpecs(SharedSystem shared) : OwnSystemSpec(shared)
{
    [Fact]
    public async Task The_desk_finds_its_way_back_after_the_server_was_killed()
    {
        var agent = await SignInAsync();
        await Customer.WriteOnWeChatAsync("patient-customer", "first");
        await agent.AcceptAsync("first");
        await agent.Thread.GetByText("first").IsSeenAsync();

        await Omni.KillServerAsync();
        await Omni.StartServerAgainAsync();
        await Customer.WriteOnWeChatAsync("patient-customer", "second, sent while the desk was cut off");

        await agent.Thread.GetByText("second, sent while the desk was cut off").IsSeenAsync(30_000);
        await agent.ReplyAsync("Here again.");
    }

    [Fact]
    public async Task A_conversation_first_opened_during_an_outage_is_shown_when_it_is_over()
    {
        var agent = await SignInAsync();
        await Customer.WriteOnWeChatAsync("unlucky-customer", "opened too late");
        await agent.Entry("opened too late").IsSeenAsync();

        await Omni.KillServerAsync();
        await agent.OpenAsync("opened too late");
        await agent.Notice.GetByText("The server cannot be reached").IsSeenAsync();
        await agent.Thread.GetByText("The messages could not be loaded.").IsSeenAsync();
        await agent.Page.ShootAsync("desk-outage");
        await Omni.StartServerAgainAsync();

        await agent.Thread.GetByText("opened too late").IsSeenAsync(30_000);
        await agent.Notice.IsAbsentAsync();
        await agent.Thread.GetByText("The messages could not be loaded.").IsAbsentAsync();
    }
}
