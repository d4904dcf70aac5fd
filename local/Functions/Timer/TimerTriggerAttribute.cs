using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule.</summary>
/// <param name="schedule">Six fields, seconds first, in UTC: <c>0 */5 * * * *</c>; or a time span; or <c>%SETTING%</c> that holds one of them.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    public bool RunOnStartup { get; set; }

    /// <summary>Keeps the last run over restarts, so that a run missed while the host was down is made up once.</summary>
    public bool UseMonitor { get; set; } = true;
}
