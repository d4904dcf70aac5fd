using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Insights;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Insights;

/// <summary>Pushes figures that have changed, no more often than people can read.</summary>
public sealed class InsightsPulse(FiguresStore figures, ChannelAccounts accounts, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>What each tenant was last shown. Only tenants that are configured get here.</summary>
    private readonly ConcurrentDictionary<TenantId, LiveInsights> shown = new();

    public async Task<LiveInsights> ReadAsync(TenantId tenant, CancellationToken cancellationToken) =>
        LiveInsights.Of(await figures.ReadAsync(tenant, cancellationToken), time.GetUtcNow());

    /// <summary>Null when the tenant was shown figures a moment ago, or nothing has changed.</summary>
    public async Task<SignalRMessageAction?> BeatAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (shown.TryGetValue(tenant, out var last) && time.GetUtcNow() - last.At < Pause) return null;
        var now = await ReadAsync(tenant, cancellationToken);
        shown[tenant] = now;
        if (last is not null && last.Totals == now.Totals && last.Channels.SequenceEqual(now.Channels)) return null;
        return new SignalRMessageAction(LiveMethod.Insights.Name, [JsonSerializer.SerializeToElement(now, DeskJson.Instance.LiveInsights)]) { GroupName = LiveUser.GroupOf(tenant) };
    }

    public async Task<SignalRMessageAction[]> CatchUpAsync(CancellationToken cancellationToken)
    {
        var pushes = new List<SignalRMessageAction>();
        foreach (var tenant in accounts.Tenants())
            if (await BeatAsync(tenant, cancellationToken) is { } push) pushes.Add(push);
        return [.. pushes];
    }
}
