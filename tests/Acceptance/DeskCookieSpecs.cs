using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OmniFunctions.Access;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Tests.Acceptance;

public sealed class DeskCookieSpecs
{
    [Theory]
    [InlineData("https://service.example.com", CookieSecurePolicy.Always)]
    [InlineData("http://127.0.0.1:7071", CookieSecurePolicy.SameAsRequest)]
    [InlineData(null, CookieSecurePolicy.SameAsRequest)]
    public void Behind_a_public_address_with_TLS_the_cookie_goes_nowhere_else(string? address, CookieSecurePolicy policy)
    {
        var configuration = new ConfigurationManager
        {
            ["Omni:PublicUrl"] = address,
            ["Omni:SealingKey"] = Convert.ToBase64String(new byte[32]),
            ["Omni:DataProtectionKeys"] = Path.GetTempPath(),
        };
        using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => new SealingKeys(configuration))
            .AddSingleton<Sealer>()
            .AddDeskCookie(configuration)
            .BuildServiceProvider();

        Assert.Equal(policy, services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Ticket.Scheme).Cookie.SecurePolicy);
    }
}
