namespace Microsoft.DurableTask;

/// <summary>Options of a call to a sub-orchestration. Without an instance id a new one is made, the same in every replay.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId;
        if (options is not SubOrchestrationOptions derived) return;
        InstanceId = instanceId ?? derived.InstanceId;
    }

    public string? InstanceId { get; init; }

    // The base has a version of its own; this one hides it as the official type does.
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
