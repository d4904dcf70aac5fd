using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Live;

/// <summary>
/// Collects who came, went, or became more or less busy, and tells it no more often than people can read: on a busy floor loads change
/// with every message, and each push goes to everyone. Of each agent only the last change is told.
/// </summary>
public sealed class PresencePulse(LivePush push, TimeProvider time) : IPresencePush
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What was not told yet, by tenant and agent: never more than there are agents.</summary>
    private readonly Dictionary<TenantId, Dictionary<AgentId, AgentSeat>> untold = [];

    public void Changed(TenantId tenant, IEnumerable<AgentSeat> seats)
    {
        lock (untold)
        {
            var isUnderWay = untold.TryGetValue(tenant, out var changed);
            foreach (var seat in seats) (changed ??= [])[seat.Agent] = seat;
            if (isUnderWay || changed is null) return;
            untold.Add(tenant, changed);
        }

        _ = TellAsync(tenant);
    }

    private async Task TellAsync(TenantId tenant)
    {
        await Task.Delay(Pause, time);
        Dictionary<AgentId, AgentSeat>? changed;
        lock (untold)
        {
            if (!untold.Remove(tenant, out changed)) return;
        }

        await push.PresenceChangedAsync(
            tenant,
            [.. changed.Values.Select(seat => new PresenceView(seat.Agent.Value, seat.Presence, seat.UnitsInUse, seat.Capacity, seat.Reason))],
            CancellationToken.None);
    }
}
