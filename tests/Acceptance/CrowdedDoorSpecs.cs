using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Tests.Acceptance;

public sealed class CrowdedDoorSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_crowd_is_told_to_come_again_and_the_desk_works_on()
    {
        var turnstile = Omni.Services.GetRequiredService<Turnstile>();
        for (var i = 0; i < Turnstile.MaxAtOnce; i++) Assert.True(await turnstile.EnterAsync());
        var sender = Customers.UniqueOpenId();
        var text = Customers.Unique("come again");
        try
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Customers.WeChatAsync(sender, text));
            await Li.GetAsync("/api/conversations?view=mine");
        }
        finally
        {
            for (var i = 0; i < Turnstile.MaxAtOnce; i++) turnstile.Leave();
        }

        // As the platform does.
        Assert.Equal(HttpStatusCode.OK, await Customers.WeChatAsync(sender, text));
        await InPhaseAsync(Li, "waiting", text, "waiting");
    }
}
