using System.Net;
using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>One browser for all specs, and one system for those that leave it as they found it. Each page gets a context of its own.</summary>
public sealed class SharedSystem : IAsyncLifetime
{
    private const int MaxAttempts = 100;
    private IPlaywright playwright = null!;
    private readonly List<DeskClient> agents = [];
    private DeskClient supervisor = null!;

    public IBrowser Browser { get; private set; } = null!;

    public LiveSystem System { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Pictures.Folder);
        playwright = await Playwright.CreateAsync();
        Browser = await Chromium.LaunchAsync(playwright);
        System = await LiveSystem.StartAsync();
        await SignInAsync();
    }

    /// <summary>Nobody is there and nothing is open, as on the first day.</summary>
    public async Task ClearAsync()
    {
        await GoOfflineAsync();
        for (var attempt = 1; await supervisor.ListAsync("open") is { Count: > 0 } open; attempt++)
        {
            Assert.True(attempt < MaxAttempts, "There is always something open.");
            foreach (var summary in open) await TryCloseAsync(summary.GetProperty("id").GetString()!);
        }
    }

    /// <summary>A spec may have signed them out everywhere.</summary>
    private async Task GoOfflineAsync()
    {
        try
        {
            foreach (var agent in agents) await agent.SetPresenceAsync("offline");
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Unauthorized)
        {
            agents.ForEach(agent => agent.Dispose());
            agents.Clear();
            await SignInAsync();
            foreach (var agent in agents) await agent.SetPresenceAsync("offline");
        }
    }

    private async Task SignInAsync()
    {
        foreach (var name in (string[])["li.na", "wang.fang"])
            agents.Add(await DeskClient.SignInAsync(System.Address, "demo", name, ServerProcess.DemoPassword));
        supervisor = await DeskClient.SignInAsync(System.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
        agents.Add(supervisor);
    }

    /// <summary>Whoever has it, and wherever it stands: a supervisor may take it, and spam needs no wrap-up. What those who left leave behind may still be on its way.</summary>
    private async Task TryCloseAsync(string id)
    {
        try
        {
            await supervisor.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/take-over", new { });
            await supervisor.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/close", new { reason = "spam" });
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            await Task.Delay(100);
        }
    }

    public async Task DisposeAsync()
    {
        agents.ForEach(agent => agent.Dispose());
        await Browser.DisposeAsync();
        playwright.Dispose();
        await System.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class OnOneSystem : ICollectionFixture<SharedSystem>
{
    public const string Name = "one system";
}
