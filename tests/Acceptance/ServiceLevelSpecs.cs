using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Tests.Acceptance;

public sealed class ServiceLevelSpecs(TheSystem system) : Scenario(system)
{
    private static readonly TimeSpan MaxLateness = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_first_response_that_is_due_is_pushed_as_breached_and_says_how_late_that_was()
    {
        await FirstResponseWithinAsync(seconds: 1);
        try
        {
            var text = Customers.Unique("nobody answers");
            await using var live = await Li.ConnectLiveAsync();
            await Customers.WeChatAsync(Customers.UniqueOpenId(), text);

            var push = await live.WaitForAsync(push => push.Carries(entry => entry.Type() == "firstResponseBreached"));

            var breach = push.Arguments[0].GetProperty("entries").EnumerateArray().Single(entry => entry.Type() == "firstResponseBreached");
            Assert.InRange(breach.GetProperty("latenessMs").GetInt64(), 0, (long)MaxLateness.TotalMilliseconds);
            Assert.Equal("breached", push.Arguments[0].GetProperty("summary").GetProperty("firstResponse").Text("state"));
        }
        finally
        {
            await FirstResponseWithinAsync(DemoPolicy.Document.Queues[0].FirstResponseSeconds);
        }
    }

    [Fact]
    public async Task A_reply_in_time_stops_the_clock()
    {
        var text = Customers.Unique("quick");
        await Li.SetPresenceAsync("online");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.ReplyAsync(id, "m1", "here");
        Assert.Equal("stopped", (await Li.GetAsync($"/api/conversations/{id}")).GetProperty("firstResponse").Text("state"));
    }

    private async Task FirstResponseWithinAsync(int seconds)
    {
        var queue = DemoPolicy.Document.Queues[0] with { FirstResponseSeconds = seconds };
        var policy = DemoPolicy.Document with { Version = $"within-{seconds}", Queues = [queue] };
        Assert.Empty(await Omni.Services.GetRequiredService<PolicyStore>().ActivateAsync(new TenantId("demo"), policy));
    }
}
