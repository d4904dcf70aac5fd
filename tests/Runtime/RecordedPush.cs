using System.Collections.Concurrent;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Tests.Runtime;

public sealed class RecordedPush : IConversationPush
{
    public ConcurrentQueue<StoredEvent> Events { get; } = new();

    public ConcurrentQueue<string> Pages { get; } = new();

    public Task AppendedAsync(ApplyOutcome outcome, CancellationToken cancellation)
    {
        foreach (var e in outcome.Events) Events.Enqueue(e);
        return Task.CompletedTask;
    }

    public Task PageAsync(AccountKey account, string visitor, CancellationToken cancellation)
    {
        Pages.Enqueue(visitor);
        return Task.CompletedTask;
    }
}
