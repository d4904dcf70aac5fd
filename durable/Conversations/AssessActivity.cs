using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Tells a conversation how its line stands; its rules say what is done about it. What follows is handed out by the next look.</summary>
public sealed class AssessActivity(ConversationStore conversations, IConversationPush push) : TaskActivity<LineToAssess, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, LineToAssess input)
    {
        var outcome = await conversations.ApplyAsync(input.Key, new ConversationCommand.Assess(input.Outlook));
        if (outcome.Changed) await push.AppendedAsync(outcome, CancellationToken.None);
        CrashPoint.Pass(CrashPoint.Performed);
        return null;
    }
}

public sealed record LineToAssess(ConversationKey Key, QueueOutlook Outlook);
