using Microsoft.DurableTask.Entities;
using OmniFunctions.Attendance;
using OmniFunctions.Runtime.Attendance;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Durable.Attendance;

/// <summary>Counts the time of one agent, from what routing says of them, and keeps the table of days.</summary>
public sealed class AttendanceEntity(AttendanceStore store, PolicyStore policies) : TaskEntity<AttendanceRecord>
{
    /// <summary>No tenant's id has a dot, so the first one ends it.</summary>
    public static EntityInstanceId Of(TenantId tenant, AgentId agent) => new(nameof(AttendanceEntity), $"{tenant.Value}.{agent.Value}");

    public async Task Changed(AttendanceChange change)
    {
        var zone = TenantZone.Of(await policies.ActiveAsync(change.Tenant));
        var (record, days) = State.After(change.Status, change.At, zone, change.Address);
        if (days.IsEmpty) return;

        // First the table, then the state: what is written twice is the same twice.
        await store.SaveAsync(change.Tenant, change.Agent, record, days);
        State = record;
    }

    protected override AttendanceRecord InitializeState(TaskEntityOperation entityOperation) => AttendanceRecord.Empty;
}

/// <param name="Address">Where they said it from; null when nobody did.</param>
public sealed record AttendanceChange(TenantId Tenant, AgentId Agent, AttendanceStatus Status, DateTimeOffset At, string? Address = null);
