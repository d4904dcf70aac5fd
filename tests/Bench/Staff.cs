using System.Globalization;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OmniFunctions.Local.Store;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Tests.Harness;
using StoreOptions = OmniFunctions.Local.Store.StoreOptions;

namespace OmniFunctions.Tests.Bench;

/// <summary>As many agents as so many open conversations need. They are written before the server starts: hiring is not what is measured.</summary>
internal static class Staff
{
    /// <summary>Of an agent, the most that the product lets anybody have.</summary>
    private const int Capacity = 200;

    /// <summary>Room beyond what is needed, so that the last conversation finds somebody as the first one did.</summary>
    private const double Spare = 1.05;

    private const int Fewest = 5;
    private const int SignInsAtOnce = 4;
    private static readonly QueueId Queue = new("service");

    public static int For(int conversations) => Math.Max(Fewest, (int)Math.Ceiling(conversations * Spare / Capacity));

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number}");

    /// <param name="capacity">Null for as much as is allowed.</param>
    public static async Task HireAsync(string folder, int agents, int? capacity = null)
    {
        using var store = EmbeddedStore.Open(new StoreOptions(folder) { Name = "staff" });
        var rows = new AgentStore(new TableServiceClient("AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://staff/"), TimeProvider.System);

        // One round: a thousand sign-ins at the product's own cost would be minutes of hashing.
        var hash = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })).HashPassword(rows, ServerProcess.DemoPassword);
        for (var number = 0; number < agents; number++)
        {
            var name = Name(number);
            await rows.SaveAsync(new Agent(new TenantId("demo"), new AgentId(name), name, [AgentRole.Agent], capacity ?? Capacity, [Queue], hash), CancellationToken.None);
        }
    }

    public static Task ComeInAsync(Uri server, int agents) =>
        Parallel.ForEachAsync(Enumerable.Range(0, agents), new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (number, _) =>
        {
            using var desk = await DeskClient.SignInAsync(server, "demo", Name(number), ServerProcess.DemoPassword);
            await desk.SetPresenceAsync("online");
        });
}
