using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace OmniFunctions.Local.Functions;

internal sealed class TimerFamily(SettingResolver settings) : TriggerFamily
{
    private readonly List<(Function Function, Schedule Schedule, TimerTriggerAttribute Trigger)> timers = [];

    public override string Type => "timerTrigger";

    public override bool Owns(TriggerBindingAttribute trigger) => trigger is TimerTriggerAttribute;

    public override ArgumentBinder? BindTrigger(ParameterInfo parameter, TriggerBindingAttribute trigger) =>
        parameter.ParameterType == typeof(TimerInfo) ? static context => new(((TimerTriggerData)context.Trigger).Info)
        : parameter.ParameterType == typeof(string) ? static context => new(JsonSerializer.Serialize(((TimerTriggerData)context.Trigger).Info))
        : null;

    public override void Add(Function function, TriggerBindingAttribute trigger, StartupFaults faults)
    {
        var timer = (TimerTriggerAttribute)trigger;
        var text = settings.Resolve(timer.Schedule, $"Function {function.Name}");
        try
        {
            var schedule = Schedule.Parse(text);
            if (schedule.After(DateTimeOffset.UnixEpoch) is null) faults.Add($"Function {function.Name} has the schedule '{text}', which never comes.");
            timers.Add((function, schedule, timer));
        }
        catch (FormatException e)
        {
            faults.Add($"Function {function.Name} has a wrong schedule: {e.Message}");
        }
    }

    public override IEnumerable<IListener> Listeners(HostParts parts)
    {
        if (timers.Count == 0) return [];
        var statuses = parts.Store.Part(static opened => new TimerStatuses(opened));
        return timers.Select(timer => new TimerListener(timer.Function, timer.Schedule, timer.Trigger, statuses, parts));
    }
}

internal sealed class TimerTriggerData(TimerInfo info) : TriggerData
{
    public TimerInfo Info => info;
}
