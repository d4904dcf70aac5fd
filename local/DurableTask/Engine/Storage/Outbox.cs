using OmniFunctions.Local.DurableTask.Dispatch;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>What memory must learn of a unit once it has been flushed, and must not learn before.</summary>
internal sealed class Outbox
{
    public List<(string TargetId, Message Message)> Messages { get; } = [];

    public List<ArmedTimer> Armed { get; } = [];

    public List<TimerKey> Disarmed { get; } = [];

    public List<ActivityCall> Activities { get; } = [];

    /// <summary>Instances whose status has changed.</summary>
    public List<string> Changed { get; } = [];
}
