using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Hands a reply to the queue it leaves by. Twice the same operation is one message there.</summary>
public sealed class DeliverActivity(Outbox outbox) : TaskActivity<ReplyToDeliver, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, ReplyToDeliver input)
    {
        using var span = Signals.Continue("deliver", input.Trace);
        await outbox.EnqueueAsync(input.Key, input.OperationId, input.MessageId);
        CrashPoint.Pass(CrashPoint.Performed);
        return null;
    }
}

public sealed record ReplyToDeliver(ConversationKey Key, string OperationId, string MessageId, string? Trace = null);
