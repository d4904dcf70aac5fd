using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Tests.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.SignalR;

/// <summary>The client that browsers run, unmodified, from its package.</summary>
[Follows("https://learn.microsoft.com/aspnet/core/signalr/javascript-client")]
public sealed class NodeClientSpecs(NodePackage package) : IClassFixture<NodePackage>
{
    [Theory]
    [InlineData("WebSockets")]
    [InlineData("LongPolling")]
    public async Task The_JavaScript_client_follows_the_redirect_and_receives(string transport)
    {
        await using var host = await HostOfTest.StartAsync(
            builder => builder.Services.AddServerlessHub<ServerlessHubSpecs.Desk>(), HostOfTest.Options(typeof(ServerlessHubSpecs.Desk), typeof(NegotiateByPost)));
        using var http = host.Client();
        using var node = package.Start("""
            const { HubConnectionBuilder, HttpTransportType, LogLevel } = require('@microsoft/signalr');
            const connection = new HubConnectionBuilder()
              .withUrl(process.argv[2] + '/live', { transport: HttpTransportType[process.argv[3]] })
              .configureLogging(LogLevel.Error).build();
            connection.on('shown', async note => { console.log('shown ' + note.messageText); await connection.stop(); });
            connection.start().then(() => console.log('connected'), error => { console.log('failed ' + error); process.exit(1); });
            """, host.Address.ToString().TrimEnd('/'), transport);

        Assert.Equal("connected", await NodePackage.NextLineAsync(node));
        await http.PostAsync("/desk/to-user/ada/hello", null);

        Assert.Equal("shown hello", await NodePackage.NextLineAsync(node));
        await node.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }
}
