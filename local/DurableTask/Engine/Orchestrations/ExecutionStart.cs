using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>What an execution is made of.</summary>
/// <param name="Seed">Names this execution and no other; the ids that the code asks for derive from it.</param>
/// <param name="OnIntrusion">Called from a foreign thread when the code awaited something that is not durable.</param>
internal sealed record ExecutionStart(
    string InstanceId,
    TaskName Name,
    string Version,
    string? Input,
    string Seed,
    ParentOrchestrationInstance? Parent,
    DataConverter Converter,
    ILoggerFactory Loggers,
    TaskHubOptions Limits,
    Action OnIntrusion);
