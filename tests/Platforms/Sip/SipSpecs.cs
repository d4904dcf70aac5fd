using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Platforms.Sip;

/// <summary>A telephone played by sipp calls the bridge of the guide, which speaks with the running system by standard webhooks.</summary>
public sealed class SipSpecs(PlatformSystem system) : PlatformSpec(system, "standard-webhooks")
{
    [Fact]
    public async Task A_call_rings_is_answered_is_written_to_presses_a_key_and_hangs_up()
    {
        await Sipp.InstallAsync();
        using var folder = new TemporaryFolder();
        var (caller, answer) = ($"ana{Next()}", Unique("请稍候 please hold"));
        await using var bridge = await SipBridge.StartAsync(
            new Uri(Omni.Door.BaseAddress!, $"/webhooks/demo/standard-webhooks/{PlatformAccounts.Bridge}"), Setting("secret"), Omni.Accounts.BridgePort);

        var calling = Sipp.CallAsync(await ScenarioAsync(folder.Path, caller, answer), ServerProcess.FreePort(), bridge.Port);
        var conversation = await OfTheCallAsync();
        await ThenNotedAsync(conversation, "call.answered");
        await AnswerAsync(conversation, answer);
        var (code, output) = await calling;

        Assert.True(code == 0, output);
        await ThenNotedAsync(conversation, "call.ended");
        Assert.Contains(await Omni.Supervisor.EntriesAsync(conversation), entry => IsKey(entry, "7"));
    }

    private static bool IsKey(JsonElement entry, string key) =>
        entry.GetProperty("type").GetString() == "customerMessage" && entry.GetProperty("item").TryGetProperty("payload", out var payload) && payload.GetString() == key;

    private async Task<string> OfTheCallAsync()
    {
        JsonElement found = default;
        await EventuallyAsync(
            async () => (found = (await Omni.Supervisor.ListAsync("open")).FirstOrDefault(one => one.GetProperty("account").GetString() == PlatformAccounts.Bridge)).ValueKind == JsonValueKind.Object,
            "the conversation of the call");
        return found.GetProperty("id").GetString()!;
    }

    /// <summary>The phone hangs up only when this answer has come to it.</summary>
    private static async Task<string> ScenarioAsync(string folder, string caller, string answer)
    {
        var scenario = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sip", "caller.xml"));
        var file = Path.Combine(folder, "caller.xml");
        await File.WriteAllTextAsync(file, scenario.Replace("{caller}", caller, StringComparison.Ordinal).Replace("{answer}", answer.Split(' ')[^1], StringComparison.Ordinal));
        return file;
    }
}
