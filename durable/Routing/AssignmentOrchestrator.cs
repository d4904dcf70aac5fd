using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>Carries one assignment from routing to its conversation, and the agent's place back if the conversation would not have it.</summary>
public sealed class AssignmentOrchestrator : TaskOrchestrator<AssignmentToOffer, object?>
{
    /// <summary>One request leads to one assignment at most, so that carrying it twice is carrying it once.</summary>
    public static string InstanceOf(ConversationId conversation, string operationId) => $"{conversation.Value}-offer-{operationId}";

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, AssignmentToOffer input)
    {
        if (await context.CallActivityAsync<bool>(nameof(OfferActivity), input, Retries.Patient))
        {
            context.SendEvent(Doorbell.InstanceOf(input.Key), Doorbell.Ring, null!);
            return null;
        }

        await context.Entities.SignalEntityAsync(
            RoutingEntity.Of(input.Key.Tenant),
            nameof(RoutingEntity.GiveBack),
            new AgentRelease(input.OperationId, input.Key.Id, input.Agent));
        return null;
    }
}

/// <param name="OperationId">Of the request that it answers.</param>
public sealed record AssignmentToOffer(string OperationId, ConversationKey Key, AgentId Agent, Explanation Why, string? Trace = null);
