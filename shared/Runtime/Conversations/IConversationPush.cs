using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// Tells those who look at a conversation that there is something new. The store is the truth and a push may be lost,
/// so an implementation logs its failures and throws none.
/// </summary>
public interface IConversationPush
{
    /// <summary>Events were appended: its agents are told, former and new ones, and a customer whose page shows where the conversation stands.</summary>
    Task AppendedAsync(ApplyOutcome outcome, CancellationToken cancellation);

    /// <summary>People at their desks are told of something that they should look at.</summary>
    Task NoticeAsync(TenantId tenant, IReadOnlyList<AgentId> agents, NoticePush notice, CancellationToken cancellation);

    /// <summary>There is something for a customer who is on a page of ours.</summary>
    /// <param name="visitor">Who they are within the account.</param>
    Task PageAsync(AccountKey account, string visitor, CancellationToken cancellation);
}
