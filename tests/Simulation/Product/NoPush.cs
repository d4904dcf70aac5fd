using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Tests.Simulation.Product;

/// <summary>Nobody looks: pushes notify and do not deliver, so nothing may depend on them.</summary>
internal sealed class NoPush : IConversationPush, IPresencePush
{
    public Task AppendedAsync(ApplyOutcome outcome, CancellationToken cancellation) => Task.CompletedTask;

    public Task NoticeAsync(TenantId tenant, IReadOnlyList<AgentId> agents, NoticePush notice, CancellationToken cancellation) => Task.CompletedTask;

    public Task PageAsync(AccountKey account, string visitor, CancellationToken cancellation) => Task.CompletedTask;

    public void Changed(TenantId tenant, IEnumerable<AgentSeat> seats)
    {
    }
}
