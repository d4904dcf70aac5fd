using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the TaskOrchestrationContext of a function that is an orchestrator.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The name it is started by; the function's name where null.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Marks the input of a function that is an activity.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The name it is called by; the function's name where null.</summary>
    public string? Activity { get; set; }
}

/// <summary>Marks the TaskEntityDispatcher of a function that is an entity.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EntityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The name it is signalled by; the function's name where null.</summary>
    public string? EntityName { get; set; }
}

/// <summary>Gives the function a DurableTaskClient.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The hub of host.json where null; this process runs no other.</summary>
    public string? TaskHub { get; set; }

    public string? ConnectionName { get; set; }
}
