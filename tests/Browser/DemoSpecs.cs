namespace OmniFunctions.Tests.Browser;

/// <summary>The product as a newcomer starts it to look at it.</summary>
public sealed class DemoSpecs(SharedSystem shared) : OwnSystemSpec(shared)
{
    /// <summary>The demo's story takes a minute.</summary>
    private const float StoryMs = 60_000;

    protected override Task<LiveSystem> EnterAsync() => LiveSystem.StartAsync(arguments: ["--demo"]);

    [Fact]
    public async Task Within_a_minute_of_coming_online_customers_of_several_channels_are_at_the_desk()
    {
        var li = await SignInAsync();
        await li.ShowAsync("open");

        foreach (var text in (string[])["你好，订单 1024", "Can I still change the address of order 2210?", "发票可以开公司抬头吗"])
            await li.Entry(text).IsSeenAsync(StoryMs);
        await li.Page.ShootAsync("desk-demo");
        Assert.Equal(3, (await li.Page.Locator(".entry .channel-mark").EvaluateAllAsync<string[]>("marks => marks.map((mark) => mark.textContent)")).Distinct().Count());
    }
}
