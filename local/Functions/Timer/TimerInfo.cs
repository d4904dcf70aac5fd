namespace Microsoft.Azure.Functions.Worker;

public class TimerInfo
{
    /// <summary>Null for a timer that is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The run comes later than its schedule asked.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Times in UTC.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
