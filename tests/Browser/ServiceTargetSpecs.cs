using System.Globalization;
using Azure.Data.Tables;
using OmniFunctions.Local.Store;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Policies;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Browser;

/// <summary>A first response that is late shows on the desk when it becomes late.</summary>
public sealed class ServiceTargetSpecs(SharedSystem shared, ITestOutputHelper output) : OwnSystemSpec(shared)
{
    private const int TargetSeconds = 6;

    private const string NoteWhenMarked = """
        () => new MutationObserver(() => {
          if (document.querySelector('.conversation-head .sla-breached')) window.markedAt ??= Date.now();
        }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true })
        """;

    /// <summary>The demo's target is a minute, too long to wait for in a spec.</summary>
    protected override async Task PrepareAsync(string dataFolder)
    {
        const string name = "target-seed";
        using var store = EmbeddedStore.Open(new StoreOptions(dataFolder) { Name = name });
        var tables = new TableServiceClient($"AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://{name}/");
        await tables.CreateTableIfNotExistsAsync(TableNames.Policies);
        var queue = DemoPolicy.Document.Queues[0] with { FirstResponseSeconds = TargetSeconds };
        var policy = DemoPolicy.Document with { Version = $"within-{TargetSeconds}", Queues = [queue] };
        Assert.Empty(await new PolicyStore(tables, TimeProvider.System).ActivateAsync(new TenantId("demo"), policy));
    }

    [Fact]
    public async Task An_unanswered_conversation_is_marked_as_breached_when_its_answer_is_due()
    {
        var agent = await SignInAsync();
        await agent.Page.EvaluateAsync(NoteWhenMarked);
        await Customer.WriteOnWeChatAsync("forgotten-customer", "has anybody read this?");
        await agent.AcceptAsync("has anybody read this?");

        await agent.Breach.IsSeenAsync();
        await agent.Thread.GetByText("First response overdue").IsSeenAsync();
        await agent.Page.ShootAsync("desk-breached");

        var dueAt = await DueAtAsync(agent);
        var lateMs = await agent.Page.EvaluateAsync<double>("() => window.markedAt") - dueAt.ToUnixTimeMilliseconds();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"marked {lateMs:0} ms after it was due"));
        Assert.True(lateMs >= 0, "It was marked before it was due.");
    }

    private static async Task<DateTimeOffset> DueAtAsync(AgentDesk agent)
    {
        var dueAt = await agent.Page.EvaluateAsync<string>("""
            async () => {
              const id = document.querySelector('[data-conversation]').dataset.conversation;
              return (await (await fetch('/api/conversations/' + id)).json()).firstResponse.dueAt;
            }
            """);
        return DateTimeOffset.Parse(dueAt, CultureInfo.InvariantCulture);
    }
}
