using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Insights;

/// <summary>The partition of the event hub that a batch came from. In the isolated worker it is to be had from the binding data only.</summary>
internal static class HubPartition
{
    public static string Of(FunctionContext context)
    {
        var data = context.BindingContext.BindingData.GetValueOrDefault("PartitionContext") as string
            ?? throw new InvalidOperationException("The trigger says nothing about the partition.");
        using var document = JsonDocument.Parse(data);
        return document.RootElement.GetProperty("PartitionId").GetString() ?? throw new InvalidOperationException("The partition has no id.");
    }
}
