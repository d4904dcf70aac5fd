using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Durable.Routing;

/// <summary>Gives the conversation to the agent who picked it. Null when the agent has it then, for the first or the second time.</summary>
public sealed class TakeActivity(ConversationStore conversations, IConversationPush push) : TaskActivity<ConversationToTake, Refusal?>
{
    public override async Task<Refusal?> RunAsync(TaskActivityContext context, ConversationToTake input)
    {
        var outcome = await conversations.ApplyAsync(input.Key, new ConversationCommand.Take(input.Agent, input.Why));
        if (outcome.Changed) await push.AppendedAsync(outcome, CancellationToken.None);
        CrashPoint.Pass(CrashPoint.Performed);
        return outcome.Refusal;
    }
}

public sealed record ConversationToTake(ConversationKey Key, AgentId Agent, Explanation Why);
