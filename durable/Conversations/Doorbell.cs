using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Wakes the lifecycle of a conversation. The ring carries nothing: what there is to know is in the log.</summary>
public static class Doorbell
{
    public const string Ring = "ring";

    /// <summary>Lives that may end just as the next one is to begin, before it is taken for a fault.</summary>
    private const int MaxStarts = 3;

    /// <summary>The lifecycle's instance id; the person in it is derived from the tenant too, so no two tenants share one.</summary>
    public static string InstanceOf(ConversationKey key) => key.Id.Value;

    public static Task RingAsync(DurableTaskClient client, ConversationKey key, Wake wake, CancellationToken cancellation = default)
    {
        CrashPoint.Pass(CrashPoint.Ringing);
        return wake switch
        {
            Wake.Nobody => Task.CompletedTask,
            Wake.Ring => client.RaiseEventAsync(InstanceOf(key), Ring, cancellation: cancellation),
            Wake.Start => StartAsync(client, key, cancellation),
            _ => throw new InvalidOperationException($"Nobody is woken by {wake}."),
        };
    }

    private static async Task StartAsync(DurableTaskClient client, ConversationKey key, CancellationToken cancellation)
    {
        var id = InstanceOf(key);
        var options = new StartOrchestrationOptions(id).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(nameof(ConversationOrchestrator), ConversationLife.Begin(key), options, cancellation);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Each back end says in its own way that the instance is there; asking is the same on all of them.
                if (await client.GetInstanceAsync(id, cancellation) is { IsCompleted: false })
                {
                    await client.RaiseEventAsync(id, Ring, cancellation: cancellation);
                    return;
                }

                // It may have come to its end between the two; then there is one to start.
                if (attempt == MaxStarts) throw;
            }
        }
    }
}
