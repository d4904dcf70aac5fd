using OmniFunctions.Lab.Script;
using OmniFunctions.Policies;

namespace OmniFunctions.Lab;

/// <summary>The wall clocks by which a run is read.</summary>
internal sealed class LabZones(ServicePolicy policy, LabScript script, Func<string, TimeZoneInfo?> zones)
{
    private readonly TimeZoneInfo ofScript = zones(script.Zone) ?? throw new ArgumentException($"There is no time zone '{script.Zone}'.", nameof(script));

    public TimeZoneInfo Of(QueueId? queue) => OfQueue(queue) ?? ofScript;

    /// <summary>Null where the queue is gone or always open: it has no clock of its own.</summary>
    private TimeZoneInfo? OfQueue(QueueId? queue) =>
        policy.Queues.FirstOrDefault(known => known.Id == queue)?.Hours is { } hours ? zones(policy.Hours.First(known => known.Id == hours).Zone) : null;
}
