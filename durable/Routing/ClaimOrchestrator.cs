using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// An agent picks a conversation from the line: routing counts it against their capacity, then the conversation is theirs. In this order, so
/// that of any number who pick the same one only one gets it, and nobody gets more than they have room for.
/// </summary>
public sealed class ClaimOrchestrator : TaskOrchestrator<ClaimToMake, ClaimOutcome>
{
    public override async Task<ClaimOutcome> RunAsync(TaskOrchestrationContext context, ClaimToMake input)
    {
        var routing = RoutingEntity.Of(input.Key.Tenant);
        var answer = await context.Entities.CallEntityAsync<ClaimAnswer>(routing, nameof(RoutingEntity.Claim), new AgentClaim(input.Key.Id, input.Agent));
        if (answer.Refused is { } refused) return new ClaimOutcome(null, refused, answer.Holder);
        if (answer.Why is not { } why) return new ClaimOutcome(null, null, answer.Holder);

        var refusal = await context.CallActivityAsync<Refusal?>(nameof(TakeActivity), new ConversationToTake(input.Key, input.Agent, why), Retries.Patient);
        if (refusal is null)
        {
            context.SendEvent(Doorbell.InstanceOf(input.Key), Doorbell.Ring, null!);
            return new ClaimOutcome(null, null, input.Agent);
        }

        await context.Entities.SignalEntityAsync(routing, nameof(RoutingEntity.GiveBack), new AgentRelease(answer.RequestId!, input.Key.Id, input.Agent));
        return new ClaimOutcome(refusal, null, null);
    }
}

public sealed record ClaimToMake(ConversationKey Key, AgentId Agent);

/// <param name="Refused">By the conversation.</param>
/// <param name="RefusedByRouting">Before the conversation was asked.</param>
/// <param name="Holder">Who has it, as far as it is known.</param>
public sealed record ClaimOutcome(Refusal? Refused, ClaimRefusal? RefusedByRouting, AgentId? Holder)
{
    public bool IsTheirs => Refused is null && RefusedByRouting is null;

    /// <summary>Why they do not have it; null when they do.</summary>
    public Refusal? Reason => Refused ?? RefusedByRouting switch
    {
        null => null,
        ClaimRefusal.NotWaiting => Refusal.NotWaiting,
        ClaimRefusal.AlreadyHeld => Refusal.AlreadyClaimed,
        ClaimRefusal.NotThere => Refusal.AgentUnknown,
        ClaimRefusal.NotInQueue => Refusal.AgentCannotServeQueue,
        ClaimRefusal.HandedToAnother => Refusal.AgentCannotServeQueue,
        ClaimRefusal.AtCapacity => Refusal.AtCapacity,
        _ => throw new InvalidOperationException($"Nobody says {RefusedByRouting} in the words of a conversation."),
    };
}
