using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Conversations;

/// <summary>
/// The life of one conversation: look, perform what was decided, wait for a ring or for the next time something falls due. It decides
/// nothing and knows nothing: a lost ring costs latency, because the next look reads everything from the log.
/// </summary>
public sealed class ConversationOrchestrator : TaskOrchestrator<ConversationLife, object?>
{
    /// <summary>Looks before the history starts afresh.</summary>
    public const int MaxRounds = 40;

    /// <summary>What is due already is looked at again after this: the clocks of two machines are never quite the same.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(250);

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, ConversationLife input)
    {
        var life = input;
        var ring = context.WaitForExternalEvent<object?>(Doorbell.Ring);
        for (var round = 0; round < MaxRounds; round++)
        {
            var step = await context.CallActivityAsync<LifeStep>(nameof(AdvanceActivity), life, Retries.Patient);
            if (step is { Ended: true, Effects.Count: 0 }) return null;
            foreach (var effect in step.Effects) await PerformAsync(context, life.Key, step, effect);
            life = life with { Performed = [.. step.Effects.Select(effect => effect.OperationId)] };
            if (step.Ended || step.LooksAgain) continue;
            await RingOrDueAsync(context, ring, step.NextDue);

            // Any number of rings is one look. The bell that stays is heard while the next look is under way.
            while (ring.IsCompleted) ring = context.WaitForExternalEvent<object?>(Doorbell.Ring);
        }

        context.ContinueAsNew(life, preserveUnprocessedEvents: true);
        return null;
    }

    private static async Task PerformAsync(TaskOrchestrationContext context, ConversationKey key, LifeStep look, StepEffect step)
    {
        var routing = RoutingEntity.Of(key.Tenant);
        switch (step.Effect.Effect())
        {
            case Effect.RequestAgent e:
                await context.Entities.SignalEntityAsync(
                    routing,
                    nameof(RoutingEntity.Enqueue),
                    new AgentRequest(step.OperationId, key.Id, e.Queue, e.Since, e.Except, e.ExceptUntil, look.PolicyVersion ?? "", look.PolicyHash, e.Terms, step.Trace));
                break;
            case Effect.WithdrawRequest:
                await context.Entities.SignalEntityAsync(routing, nameof(RoutingEntity.Withdraw), new AgentWithdrawal(step.OperationId, key.Id));
                break;
            case Effect.ReleaseAgent e:
                await context.Entities.SignalEntityAsync(routing, nameof(RoutingEntity.Release), new AgentRelease(step.OperationId, key.Id, e.Agent, e.IsAbsent));
                break;
            case Effect.HoldAgent e:
                await context.Entities.SignalEntityAsync(
                    routing, nameof(RoutingEntity.Hold), new AgentHold(step.OperationId, key.Id, e.Agent, e.Units, e.Channel, e.Queue));
                break;
            case Effect.SetAgentPresence e:
                await context.Entities.SignalEntityAsync(
                    routing, nameof(RoutingEntity.SetAside), new AgentAbsence(step.OperationId, key.Id, e.Agent, e.Presence, e.Reason));
                break;
            case Effect.AskOutlook e:
                var outlook = await context.Entities.CallEntityAsync<QueueOutlook>(routing, nameof(RoutingEntity.Outlook), new OutlookQuestion(key.Id, e.Queue));
                await context.CallActivityAsync(nameof(AssessActivity), new LineToAssess(key, outlook), Retries.Patient);
                break;
            case Effect.Deliver e:
                await context.CallActivityAsync(nameof(DeliverActivity), new ReplyToDeliver(key, step.OperationId, e.MessageId, step.Trace), Retries.Patient);
                break;
            case Effect.RecallDelivery:
                await context.CallActivityAsync(nameof(RecallActivity), key, Retries.Patient);
                break;
            case Effect.Notify or Effect.Page:
                await context.CallActivityAsync(nameof(NoticeActivity), new NoticeToGive(key, step.OperationId, step.Effect, step.Trace), Retries.Patient);
                break;
            case Effect.JoinTo e:
                if (await context.CallActivityAsync<bool>(nameof(JoinActivity), new OtherConversation(key, e.Into), Retries.Patient)) Ring(context, key, e.Into);
                break;
            case Effect.SplitFrom e:
                await context.CallActivityAsync(nameof(SplitActivity), new OtherConversation(key, e.Into), Retries.Patient);
                Ring(context, key, e.Into);
                break;
            default:
                throw new InvalidOperationException($"Nobody performs {step.Effect.Kind}.");
        }
    }

    private static void Ring(TaskOrchestrationContext context, ConversationKey key, ConversationId other) =>
        context.SendEvent(Doorbell.InstanceOf(key with { Id = other }), Doorbell.Ring, null!);

    private static async Task RingOrDueAsync(TaskOrchestrationContext context, Task ring, DateTimeOffset? due)
    {
        if (ring.IsCompleted) return;
        if (due is not { } at)
        {
            await ring;
            return;
        }

        using var timer = new CancellationTokenSource();
        var earliest = context.CurrentUtcDateTime + ShortestWait;
        await Task.WhenAny(ring, context.CreateTimer(at.UtcDateTime > earliest ? at.UtcDateTime : earliest, timer.Token));
        timer.Cancel();
    }
}
