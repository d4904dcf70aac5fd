using System.Collections.Concurrent;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Tests.Runtime;

public sealed class RecordedPush : IConversationPush, IPresencePush
{
    public ConcurrentQueue<StoredEvent> Events { get; } = new();

    public ConcurrentQueue<string> Pages { get; } = new();

    public ConcurrentQueue<(AgentId Agent, NoticePush Notice)> Notices { get; } = new();

    public ConcurrentQueue<AgentSeat> Seats { get; } = new();

    public void Changed(TenantId tenant, IEnumerable<AgentSeat> seats)
    {
        foreach (var seat in seats) Seats.Enqueue(seat);
    }

    /// <summary>What happens when something was written and nobody has been told of it yet.</summary>
    public Action? BeforeTelling { get; set; }

    public Task AppendedAsync(ApplyOutcome outcome, CancellationToken cancellation)
    {
        BeforeTelling?.Invoke();
        foreach (var e in outcome.Events) Events.Enqueue(e);
        return Task.CompletedTask;
    }

    public Task NoticeAsync(TenantId tenant, IReadOnlyList<AgentId> agents, NoticePush notice, CancellationToken cancellation)
    {
        foreach (var agent in agents) Notices.Enqueue((agent, notice));
        return Task.CompletedTask;
    }

    public Task PageAsync(AccountKey account, string visitor, CancellationToken cancellation)
    {
        Pages.Enqueue(visitor);
        return Task.CompletedTask;
    }
}
