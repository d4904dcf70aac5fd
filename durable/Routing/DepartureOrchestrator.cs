using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;

namespace OmniFunctions.Durable.Routing;

/// <summary>Tells a conversation that its agent has gone. What follows, the place that comes free included, is its own affair.</summary>
public sealed class DepartureOrchestrator : TaskOrchestrator<Departure, object?>
{
    public static string InstanceOf(ConversationId conversation, string operationId) => $"{conversation.Value}-gone-{operationId}";

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, Departure input)
    {
        await context.CallActivityAsync(nameof(GiveBackActivity), input, Retries.Patient);
        context.SendEvent(Doorbell.InstanceOf(input.Key), Doorbell.Ring, null!);
        return null;
    }
}

/// <summary>An agent went offline and left this conversation behind.</summary>
public sealed record Departure(ConversationKey Key, AgentId Agent);
