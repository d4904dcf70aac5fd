using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Hands a reply to the queue it leaves by. Twice the same operation is one message there.</summary>
public sealed class DeliverActivity(Outbox outbox) : TaskActivity<ReplyToDeliver, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, ReplyToDeliver input)
    {
        await outbox.EnqueueAsync(input.Key, input.OperationId, input.MessageId);
        CrashPoint.Pass(CrashPoint.Performed);
        return null;
    }
}

public sealed record ReplyToDeliver(ConversationKey Key, string OperationId, string MessageId);
