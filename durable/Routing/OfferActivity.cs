using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// Holds the conversation out to the agent. True when the agent has or had it then, for the first or the second time: an offer that was
/// missed meanwhile is not made again, since routing counts that agent's place no longer.
/// </summary>
public sealed class OfferActivity(ConversationStore conversations, IConversationPush push) : TaskActivity<AssignmentToOffer, bool>
{
    public override async Task<bool> RunAsync(TaskActivityContext context, AssignmentToOffer input)
    {
        using var span = Signals.Continue("offer", input.Trace);
        var outcome = await conversations.ApplyAsync(input.Key, new ConversationCommand.Offer(input.Agent, input.Why, input.OperationId));
        if (outcome.Changed) await push.AppendedAsync(outcome, CancellationToken.None);
        CrashPoint.Pass(CrashPoint.Performed);
        return outcome.Refusal is null;
    }
}
