using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Tells a conversation that another one goes on in it. True when its lifecycle is to be rung.</summary>
public sealed class JoinActivity(Merges merges) : TaskActivity<OtherConversation, bool>
{
    public override async Task<bool> RunAsync(TaskActivityContext context, OtherConversation input)
    {
        var joined = await merges.JoinAsync(input.Key, input.Other);
        CrashPoint.Pass(CrashPoint.Performed);
        return joined;
    }
}

/// <summary>Takes a conversation out of another one again.</summary>
public sealed class SplitActivity(Merges merges) : TaskActivity<OtherConversation, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, OtherConversation input)
    {
        await merges.SplitAsync(input.Key, input.Other);
        CrashPoint.Pass(CrashPoint.Performed);
        return null;
    }
}

/// <param name="Other">The conversation that this one goes on in, or went on in.</param>
public sealed record OtherConversation(ConversationKey Key, ConversationId Other);
