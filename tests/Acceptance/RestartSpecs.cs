using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class RestartSpecs
{
    [Fact]
    public async Task A_killed_server_comes_back_with_everything_it_answered_for()
    {
        using var folder = new TemporaryFolder();
        var port = ServerProcess.FreePort();
        var customer = Customers.UniqueOpenId();
        var text = Customers.Unique("before the power cut");
        DeskClient li;
        string id;
        await using (var server = await ServerProcess.StartAsync(folder.Path, port: port))
        {
            using var customers = new Customers(server.Address);
            li = await DeskClient.SignInAsync(server.Address, "demo", "li.na", ServerProcess.DemoPassword);
            await li.SetPresenceAsync("online");
            await customers.WeChatAsync(customer, text);
            await Eventually.HoldsAsync(async () => (await li.ListAsync("mine")).Count == 1);
            id = (await li.ListAsync("mine"))[0].Id();
            await li.AcceptAsync(id);
            await customers.WeChatAsync(customer, Customers.Unique("answered, then gone"));
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync(folder.Path, port: port);
        using (li)
        {
            // The cookie still holds, the presence still stands, and what was answered for is taken in.
            Assert.Equal("online", (await li.GetAsync("/api/session")).Text("presence"));
            await Eventually.HoldsAsync(async () => (await li.EntriesAsync(id)).Count(entry => entry.Type() == "customerMessage") == 2);
            Assert.Equal("serving", Assert.Single(await li.ListAsync("mine")).Text("phase"));
            Assert.All(Directory.GetFiles(Path.Combine(folder.Path, "keys")), file => Assert.DoesNotContain("masterKey", File.ReadAllText(file), StringComparison.Ordinal));
            Assert.Contains("as printed at the first start", again.Output, StringComparison.Ordinal);
        }
    }
}
