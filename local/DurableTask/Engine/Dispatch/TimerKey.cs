namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>A timer in the order in which timers fire.</summary>
/// <param name="Due">Ticks of UTC.</param>
/// <param name="Task">The task of the execution, or the row of a signal for later.</param>
internal readonly record struct TimerKey(long Due, long TargetKey, int Execution, long Task) : IComparable<TimerKey>
{
    public int CompareTo(TimerKey other)
    {
        var order = Due.CompareTo(other.Due);
        if (order == 0) order = TargetKey.CompareTo(other.TargetKey);
        if (order == 0) order = Execution.CompareTo(other.Execution);
        return order == 0 ? Task.CompareTo(other.Task) : order;
    }
}
