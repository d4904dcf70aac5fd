using System.Globalization;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>One queue with one target, and no automatic texts: what a fault does is seen better without them.</summary>
internal static class PlainRules
{
    /// <param name="version">Each has one of its own.</param>
    /// <param name="target">To the first answer.</param>
    public static async Task SetAsync(Uri server, string version, TimeSpan target)
    {
        using var supervisor = await DeskClient.SignInAsync(server, "demo", "chen.wei", ServerProcess.DemoPassword);
        var text = string.Create(CultureInfo.InvariantCulture, $$"""
            version: {{version}}
            defaultQueue: service
            queues:
              - { id: service, name: Service, firstResponseSeconds: {{(int)target.TotalSeconds}}, maxWaiting: 100000 }
            """);
        await supervisor.SendAsync(HttpMethod.Put, "/api/admin/policies/draft", new { text });
        await supervisor.SendAsync(HttpMethod.Post, "/api/admin/policies/activate", new { });
    }
}
