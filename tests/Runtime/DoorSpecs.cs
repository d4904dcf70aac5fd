using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Tests.Runtime;

public sealed class DoorSpecs
{
    [Fact]
    public async Task An_authentic_message_is_answered_when_the_broker_has_it()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        Assert.Equal(200, (await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello"))).Status);
        Assert.Single(await runtime.TakeInboundAsync(1));
    }

    [Fact]
    public async Task An_unknown_account_and_an_unknown_channel_are_not_found()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        Assert.Equal(404, (await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello"), account: "other")).Status);
        Assert.Equal(404, (await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello"), account: "bot:secret_token")).Status);
        Assert.Null(OmniFunctions.Runtime.Inbound.Door.MaxBodyBytes("carrier-pigeon"));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_no_more_than_that()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var reply = await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello", secret: "guess"));
        Assert.Equal((401, "unauthorized"), (reply.Status, Encoding.UTF8.GetString(reply.Body.Span)));
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_a_bad_request()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var request = RuntimeUnderTest.Update(7, "hello") with { Body = "{"u8.ToArray() };
        Assert.Equal(400, (await runtime.KnockAsync(request)).Status);
    }

    [Fact]
    public async Task A_broker_that_does_not_keep_it_means_come_again()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync(withQueues: false);
        var reply = await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello"));
        Assert.Equal(503, reply.Status);
        Assert.NotNull(reply.RetryAfterSeconds);
    }

    [Fact]
    public async Task Who_floods_is_told_when_to_come_again_and_the_others_are_taken()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var flooder = new InboundItem { Kind = ItemKind.Text, Sender = "7", DedupeKey = "m", Text = "hello" };
        while (runtime.Get<SenderQuotas>().TryTake(new AccountKey(RuntimeUnderTest.Tenant, "telegram", "bot"), [flooder]))
        {
            // The flood.
        }

        var reply = await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello"));
        Assert.Equal(503, reply.Status);
        Assert.NotNull(reply.RetryAfterSeconds);
        Assert.Equal(200, (await runtime.KnockAsync(RuntimeUnderTest.Update(8, "hello"))).Status);
        Assert.Single(await runtime.TakeInboundAsync(1));
    }
}
