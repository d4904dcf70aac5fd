using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Tells people at their desks, or whoever is on call.</summary>
public sealed class NoticeActivity(Notices notices) : TaskActivity<NoticeToGive, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, NoticeToGive input)
    {
        using var span = Signals.Continue("notify", input.Trace);
        switch (input.Effect.Effect())
        {
            case Effect.Notify notify:
                await notices.TellAsync(input.Key, input.OperationId, notify);
                break;
            case Effect.Page page:
                await notices.PageAsync(input.Key, input.OperationId, page);
                break;
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no notice.");
        }

        CrashPoint.Pass(CrashPoint.Performed);
        return null;
    }
}

public sealed record NoticeToGive(ConversationKey Key, string OperationId, EffectDocument Effect, string? Trace = null);
