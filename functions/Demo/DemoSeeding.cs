using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace OmniFunctions.Demo;

/// <summary>Seeds the demo tenant where a setting asks for it, and tells whoever started the program what to open.</summary>
public sealed class DemoSeeding(DemoTenant tenant, IConfiguration configuration, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!bool.TryParse(configuration["Omni:SeedDemo"], out var wanted) || !wanted) return;
        var password = await tenant.SeedAsync(cancellationToken);
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome(password)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Welcome(string? password)
    {
        var address = (configuration["OMNI_URL"] ?? "http://127.0.0.1:7071").TrimEnd('/');
        return $"""

              OmniFunctions is running with the demo tenant.

              Desk        {address}/desk/
              Customer    {address}/widget/?tenant={DemoTenant.Id}&account=site
              Tenant      {DemoTenant.Id}
              Names       {string.Join(", ", DemoTenant.SignInNames)}
              Password    {password ?? "as printed at the first start"}

            """;
    }
}
