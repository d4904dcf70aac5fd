using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Tests.Runtime;

public sealed class OrderLookupSpecs
{
    [Fact]
    public async Task An_order_is_asked_for_at_its_shop()
    {
        await using var runtime = await ShopAsync();

        var found = Assert.IsType<LookedUp.Found>(await LookAsync(runtime, "shop", "1024", HttpStatusCode.OK, """{"trade_fullinfo_get_response":{"trade":{"tid":1024,"payment":"9.90","status":"TRADE_FINISHED"}}}"""));

        Assert.Equal(("1024", "9.90", "TRADE_FINISHED"), (found.Order.Id, found.Order.Total, found.Order.Status));
    }

    [Theory]
    [InlineData("shop", "1024", HttpStatusCode.OK, """{"error_response":{"code":15}}""")]
    [InlineData("shop", "not-a-number", HttpStatusCode.OK, "{}")]
    [InlineData("other", "1024", HttpStatusCode.OK, "{}")]
    [InlineData("shop:session", "1024", HttpStatusCode.OK, "{}")]
    public async Task What_is_not_there_is_nothing(string account, string order, HttpStatusCode status, string body)
    {
        await using var runtime = await ShopAsync();

        Assert.IsType<LookedUp.None>(await LookAsync(runtime, account, order, status, body));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task A_platform_that_does_not_answer_may_be_asked_again(HttpStatusCode status)
    {
        await using var runtime = await ShopAsync();

        Assert.IsType<LookedUp.NotNow>(await LookAsync(runtime, "shop", "1024", status, ""));
    }

    private static Task<RuntimeUnderTest> ShopAsync() => RuntimeUnderTest.StartAsync(settings: new Dictionary<string, string?>
    {
        ["Omni:Accounts:demo:taobao-top:shop:app_key"] = "k",
        ["Omni:Accounts:demo:taobao-top:shop:app_secret"] = "s",
        ["Omni:Accounts:demo:taobao-top:shop:session"] = "a-session",
    });

    private static async Task<LookedUp> LookAsync(RuntimeUnderTest runtime, string account, string order, HttpStatusCode status, string body)
    {
        using var platform = new Answering(status, body);
        using var egress = new EgressClient(runtime.Get<EgressOptions>(), TimeProvider.System, NullLogger<EgressClient>.Instance, platform);
        return await new OrderLookup(runtime.Get<ChannelAccounts>(), runtime.Get<AccessTokens>(), egress, TimeProvider.System)
            .FindAsync(new AccountKey(RuntimeUnderTest.Tenant, "taobao-top", account), order, CancellationToken.None);
    }

    private sealed class Answering(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
    }
}
