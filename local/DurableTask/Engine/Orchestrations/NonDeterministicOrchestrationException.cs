namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>The code does not ask for what its history says it asked for.</summary>
internal sealed class NonDeterministicOrchestrationException(string orchestrator, string expected, string actual) : Exception(
    $"Non-deterministic orchestrator '{orchestrator}': its history expects {expected}, but the code {actual}. "
    + "Was the code changed while this instance was under way, or does it depend on something that is not the same in every replay?");
