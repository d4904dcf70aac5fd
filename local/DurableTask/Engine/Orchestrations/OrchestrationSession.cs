using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>An orchestration in memory: its row and, as long as it stays, its live execution.</summary>
internal sealed class OrchestrationSession(InstanceRow row) : MailboxSession
{
    public InstanceRow Row { get; set; } = row;

    public Execution? Execution { get; set; }

    /// <summary>Turns that the history of this execution has.</summary>
    public int Turns { get; set; }

    /// <summary>When the last turn was, so that time never runs backwards for the code. Ticks of UTC.</summary>
    public long LastTurnAt { get; set; }

    /// <summary>Messages for an instance whose start is set for later, or that waits for a worker of its version.</summary>
    public List<Message> Early { get; } = [];

    /// <summary>Events beyond what the execution keeps.</summary>
    public HeldEvents Held { get; } = new();

    /// <summary>The messages that the unit under way takes in.</summary>
    public List<Message> Taken { get; set; } = [];

    public override bool IsPinned => Early.Count > 0 || Held.Count > 0;

    public override void Dispose() => Execution?.Dispose();
}
