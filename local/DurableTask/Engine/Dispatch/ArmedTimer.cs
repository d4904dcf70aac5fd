namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>A timer and what it sends.</summary>
/// <param name="Message">Null for the timers of orchestrations, whose message follows from the key.</param>
internal readonly record struct ArmedTimer(TimerKey Key, string TargetId, Message? Message)
{
    public Message ToMessage() => Message
        ?? new Message(Key.TargetKey, Key.Execution, MessageSource.Timer, Key.Task, new History.HistoryEvent.TimerFired((int)Key.Task));
}
