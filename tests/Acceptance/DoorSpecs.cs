using System.Net;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class DoorSpecs(TheSystem system) : Scenario(system)
{
    [Theory]
    [InlineData("/webhooks/demo/wechat-oa/unknown")]
    [InlineData("/webhooks/nobody/wechat-oa/service")]
    [InlineData("/webhooks/demo/pigeon/service")]
    [InlineData("/webhooks/demo/wechat-oa/a:b")]
    public async Task An_account_that_is_not_there_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await Customers.PostAsync(path, "<xml/>", "text/xml"));

    [Fact]
    public async Task A_body_over_the_limit_is_too_large() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Customers.PostAsync("/webhooks/demo/webchat/site", new string('x', 40 * 1024), "application/json"));

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<xml>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><ToUserName>&e;</ToUserName></xml>")]
    [InlineData("<xml><FromUserName>a</FromUserName><MsgType>text</MsgType></xml>")]
    public async Task A_signed_body_that_cannot_be_read_is_a_bad_request_and_no_fault(string body)
    {
        var query = DemoSettings.WeChat.PlainQuery(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), "nonce");
        var status = await Customers.PostAsync($"/webhooks/demo/wechat-oa/service?{query}", body, "text/xml");
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.OK, $"{status}");
    }

    [Fact]
    public async Task The_platform_that_checks_the_address_gets_its_echo()
    {
        var query = DemoSettings.WeChat.PlainQuery(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), "nonce");
        Assert.Equal("echo-1", await Customers.Http.GetStringAsync(new Uri($"/webhooks/demo/wechat-oa/service?{query}&echostr=echo-1", UriKind.Relative)));
    }
}
