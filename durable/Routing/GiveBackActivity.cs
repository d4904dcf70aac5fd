using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Durable.Routing;

/// <summary>Takes a conversation back from an agent who has gone. Where they do not have it any more, nothing happens.</summary>
public sealed class GiveBackActivity(ConversationStore conversations, IConversationPush push) : TaskActivity<Departure, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, Departure input)
    {
        var outcome = await conversations.ApplyAsync(input.Key, new ConversationCommand.GiveBack(input.Agent));
        if (outcome.Changed) await push.AppendedAsync(outcome, CancellationToken.None);
        CrashPoint.Pass(CrashPoint.Performed);
        return null;
    }
}
