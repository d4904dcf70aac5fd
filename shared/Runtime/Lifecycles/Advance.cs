using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Runtime.Lifecycles;

/// <summary>
/// One look at a conversation: what fell due happens, the figures are told, the lists are made whole, effects that were performed are
/// forgotten, and those that remain are handed out. Doing it twice, or by two at once, does no more than once.
/// </summary>
public sealed class Advance
{
    private readonly ConversationStore conversations;
    private readonly PolicyStore policies;
    private readonly InsightFeed insights;
    private readonly IConversationPush push;

    internal Advance(ConversationStore conversations, PolicyStore policies, InsightFeed insights, IConversationPush push)
    {
        this.conversations = conversations;
        this.policies = policies;
        this.insights = insights;
        this.push = push;
    }

    /// <param name="performed">Operation ids of effects that were performed since the last look.</param>
    public async Task<AdvanceOutcome> RunAsync(ConversationKey key, IReadOnlyCollection<string> performed, CancellationToken cancellation = default)
    {
        var outcome = await conversations.ApplyAsync(key, new ConversationCommand.Tick(), cancellation);
        if (outcome.After is not { } head) return new AdvanceOutcome([], null, null, Ended: true);
        CrashPoint.Pass(CrashPoint.Decided);
        if (outcome.Changed) await push.AppendedAsync(outcome, cancellation);
        var published = await insights.PublishAsync(head, cancellation);
        CrashPoint.Pass(CrashPoint.Performed);
        var effects = await conversations.ProgressAsync(head, published, performed, cancellation);
        var policy = await policies.CompiledAsync(key.Tenant, cancellation);
        return new AdvanceOutcome(effects, policy.Version, head.NextDue, head.State.Phase is Phase.Ended, policy.Hash);
    }
}
