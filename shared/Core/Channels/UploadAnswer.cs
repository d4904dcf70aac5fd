using System.Text.Json;

namespace OmniFunctions.Channels;

/// <summary>A platform's answer to an upload.</summary>
internal static class UploadAnswer
{
    /// <param name="handle">The platform's handle of the file out of its answer; null when there is none.</param>
    /// <param name="interpret">What an answer without one means.</param>
    internal static (string? PlatformId, DeliveryOutcome? Outcome) Read(
        DeliveryResponse response, DateTimeOffset now, Func<JsonElement, string?> handle, Func<DeliveryResponse, DateTimeOffset, DeliveryOutcome> interpret)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status is >= 200 and < 300 && fault is null && handle(root) is { } id)
        {
            return (id, null);
        }

        // Nothing of an upload reaches a customer: an answer that says nothing is a failure, and no doubt.
        var outcome = interpret(response, now);
        return (null, outcome is DeliveryOutcome.Delivered or DeliveryOutcome.Unknown ? new DeliveryOutcome.Rejected(DeliveryRefusal.PlatformError, null) : outcome);
    }
}
