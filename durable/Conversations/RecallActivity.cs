using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Takes a message back on the customer's side, where that can be done.</summary>
public sealed class RecallActivity(Recaller recaller) : TaskActivity<ConversationKey, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, ConversationKey input)
    {
        await recaller.RecallAsync(input);
        CrashPoint.Pass(CrashPoint.Performed);
        return null;
    }
}
