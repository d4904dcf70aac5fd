using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;

namespace OmniFunctions.Tests.Acceptance;

public sealed class CallerAddressSpecs
{
    [Theory]
    [InlineData("203.0.113.7", null, "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7")]
    [InlineData("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "203.0.113.9:51234", "203.0.113.9")]
    [InlineData("::1", "[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("127.0.0.1", "nonsense", "127.0.0.1")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    public void Only_a_proxy_on_this_machine_is_believed(string remote, string? forwarded, string caller)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        if (forwarded is not null) http.Request.Headers["X-Forwarded-For"] = forwarded;
        Assert.Equal(caller, CallerAddress.Of(http));
    }

    [Theory]
    [InlineData("203.0.113.7, 147.243.0.1", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7:4711, 147.243.0.1", "203.0.113.7")]
    [InlineData("147.243.0.1", "147.243.0.1")]
    public void Behind_two_proxies_of_our_own_the_caller_is_whom_the_first_of_them_saw(string forwarded, string caller)
    {
        var settings = new ConfigurationManager { [ForwardingProxies.Setting] = "2" };
        using var services = new ServiceCollection().AddSingleton(ForwardingProxies.From(settings)).BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        http.Request.Headers["X-Forwarded-For"] = forwarded;
        Assert.Equal(caller, CallerAddress.Of(http));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("9")]
    [InlineData("two")]
    public void A_number_of_proxies_that_cannot_be_is_refused(string text) =>
        Assert.Throws<InvalidOperationException>(() => ForwardingProxies.From(new ConfigurationManager { [ForwardingProxies.Setting] = text }));
}
