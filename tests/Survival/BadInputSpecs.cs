using System.Net;
using System.Net.Sockets;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Survival;

/// <summary>What an operator gets wrong is told in words that help, before anything is begun.</summary>
public sealed class BadInputSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_port_in_use_is_told_in_one_sentence_and_nothing_is_left_half_written()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, output) = await RefuseAsync(ServerProcess.Launch(folder.Path, port: port));

        Assert.Equal(1, code);
        Assert.Contains($"The address http://127.0.0.1:{port}/ is taken by another process. Stop that one, or name another address with OMNI_URL.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        taken.Stop();
        await using var again = await ServerProcess.StartAsync(folder.Path, port: port);
    }

    [Fact]
    public async Task Too_few_files_to_open_are_told_in_one_sentence()
    {
        using var folder = new TemporaryFolder();

        var (code, output) = await RefuseAsync(ServerProcess.Launch(folder.Path, maxOpenFiles: 256));

        Assert.Equal(1, code);
        Assert.Contains("256 files open at once, and it needs at least 512", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_the_settings_and_of_host_json_are_told_all_at_once()
    {
        using var folder = new TemporaryFolder();
        using var program = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(ServerProcess.AssemblyPath)!)) File.Copy(file, Path.Combine(program.Path, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(program.Path, "local.settings.json"), "{\n  \"Values\": {\n    \"ServiceBus\": {}\n  }\n}");
        await File.WriteAllTextAsync(Path.Combine(program.Path, "host.json"), "{\n  \"version\": \"2.0\",\n  \"functionTimeout\": 7,\n  \"extensions\": { \"http\": { \"routePrefix\": true } }\n}");

        var (code, output) = await RefuseAsync(ServerProcess.Launch(folder.Path, programFolder: program.Path));

        Assert.Equal(1, code);
        Assert.Contains("The app cannot start for 3 reasons", output, StringComparison.Ordinal);
        Assert.Contains("local.settings.json, line 3: Values.ServiceBus is not a text.", output, StringComparison.Ordinal);
        Assert.Contains("host.json, line 3: functionTimeout is not a time", output, StringComparison.Ordinal);
        Assert.Contains("host.json, line 4: extensions.http.routePrefix is not a text.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static async Task<(int? Code, string Output)> RefuseAsync(ServerProcess server)
    {
        await using (server)
        {
            var code = await server.EndAsync(Patience);
            return (code, server.Output);
        }
    }
}
