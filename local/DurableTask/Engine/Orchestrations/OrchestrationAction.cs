using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>What orchestrator code asks for; it happens in the unit that writes the turn.</summary>
internal abstract record OrchestrationAction(int Id)
{
    public abstract RecordedAction ToRecord();

    public sealed record CallActivity(int Id, string Name, string Version, string? Input) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.Activity, Id, Name);
    }

    /// <param name="Due">Ticks of UTC.</param>
    public sealed record CreateTimer(int Id, long Due) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.Timer, Id, null, Due);
    }

    public sealed record StartSubOrchestration(
        int Id, string Name, string InstanceId, string Version, string? Input, IReadOnlyDictionary<string, string>? Tags) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.SubOrchestration, Id, Name, Target: InstanceId);
    }

    public sealed record SendEvent(int Id, string InstanceId, string Name, string? Payload) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.SentEvent, Id, Name, Target: InstanceId);
    }

    /// <param name="Due">Ticks of UTC, or 0 for at once.</param>
    public sealed record SignalEntity(int Id, string EntityId, string Operation, string? Input, long Due) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.EntitySignal, Id, Operation, Target: EntityId);
    }

    public sealed record CallEntity(int Id, string EntityId, string Operation, string? Input) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.EntityCall, Id, Operation, Target: EntityId);
    }

    public sealed record LockEntities(int Id, IReadOnlyList<string> EntityIds) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.EntityLock, Id, null, Target: string.Join(' ', EntityIds));
    }

    public sealed record ReleaseEntities(int Id, IReadOnlyList<string> EntityIds) : OrchestrationAction(Id)
    {
        public override RecordedAction ToRecord() => new(ActionKind.EntityRelease, Id, null);
    }
}
