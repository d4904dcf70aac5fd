using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Conversations;

namespace OmniFunctions.Durable.Routing;

/// <summary>Picks a conversation for an agent, and waits for what comes of it.</summary>
public static class Claims
{
    /// <summary>An answer that takes longer is not waited for; what was asked happens all the same.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <returns>Null when it took too long.</returns>
    public static async Task<ClaimOutcome?> ClaimAsync(DurableTaskClient client, ConversationKey key, AgentId agent, CancellationToken cancellation = default)
    {
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(ClaimOrchestrator), new ClaimToMake(key, agent), new StartOrchestrationOptions($"{key.Id.Value}-claim-{Guid.CreateVersion7():N}"), cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestWait);
        try
        {
            var ended = await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, patience.Token);
            return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? ended.ReadOutputAs<ClaimOutcome>() : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
