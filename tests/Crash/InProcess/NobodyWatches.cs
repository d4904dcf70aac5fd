using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>No page is open.</summary>
internal sealed class NobodyWatches : IConversationPush, IPresencePush
{
    public Task AppendedAsync(ApplyOutcome outcome, CancellationToken cancellation) => Task.CompletedTask;

    public Task NoticeAsync(TenantId tenant, IReadOnlyList<AgentId> agents, NoticePush notice, CancellationToken cancellation) => Task.CompletedTask;

    public Task PageAsync(AccountKey account, string visitor, CancellationToken cancellation) => Task.CompletedTask;

    public void Changed(TenantId tenant, IEnumerable<AgentSeat> seats)
    {
    }
}
