using Microsoft.DurableTask;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Lifecycles;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Looks at the conversation. All decisions are made here, so that a changed one never breaks the replay of a running lifecycle.</summary>
public sealed class AdvanceActivity(Advance advance) : TaskActivity<ConversationLife, LifeStep>
{
    public override async Task<LifeStep> RunAsync(TaskActivityContext context, ConversationLife input)
    {
        var outcome = await advance.RunAsync(input.Key, [.. input.Performed]);
        return new LifeStep(
            [.. outcome.Effects.Select(pending => new StepEffect(pending.OperationId, EffectDocument.Of(pending.Effect), pending.Trace))],
            outcome.PolicyVersion,
            outcome.NextDue,
            outcome.Ended,
            outcome.PolicyHash);
    }
}
