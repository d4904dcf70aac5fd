using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>What docs/guides/web-chat.md tells app developers to type, typed.</summary>
public sealed partial class WebChatGuideSpecs(TheSystem system) : Scenario(system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_session_in_the_guide_comes_about_as_it_stands()
    {
        var script = Session().Match(await File.ReadAllTextAsync(Guide())).Groups[1].Value;
        Assert.Contains("negotiate", script, StringComparison.Ordinal);

        var (exitCode, said) = await RunAsync(script);

        Assert.True(exitCode == 0, said);
        Assert.Equal(4, Regex.Count(said, """\{"accepted":\["[mr]-\d"\]\}"""));
        Assert.Contains("\"text\":\"Is this waterproof?\"", said, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"note.txt\"", said, StringComparison.Ordinal);
        Assert.Contains("204", said, StringComparison.Ordinal);
        Assert.Contains("\"accessToken\":", said, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(said, "\"from\":\"customer\""));
    }

    private async Task<(int ExitCode, string Said)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-u", "-o", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMNI"] = Omni.Address.ToString().TrimEnd('/');
        using var shell = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var said = shell.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = shell.StandardError.ReadToEndAsync(limit.Token);
        await shell.WaitForExitAsync(limit.Token);
        return (shell.ExitCode, await said + await errors);
    }

    private static string Guide([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../docs/guides/web-chat.md");

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Session();
}
