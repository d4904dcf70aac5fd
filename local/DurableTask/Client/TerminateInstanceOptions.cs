namespace Microsoft.DurableTask.Client;

/// <param name="Output">What becomes the output of the instance.</param>
/// <param name="Recursive">Whether its sub-orchestrations are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
