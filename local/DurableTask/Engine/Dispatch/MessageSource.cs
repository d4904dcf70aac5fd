namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>Where the durable row behind a message is.</summary>
internal enum MessageSource
{
    /// <summary>The instance's own row says that it is to be started.</summary>
    Start,

    /// <summary>The inbox; the source id is the message.</summary>
    Inbox,

    /// <summary>A timer of the target; the source id is the task.</summary>
    Timer,

    /// <summary>An activity of the target that has run; the source id is the task. Until it is taken in, a crash runs it again.</summary>
    Activity,

    /// <summary>A signal for later; the source id is its row.</summary>
    ScheduledSignal,

    /// <summary>No row: a reminder to look at the state in memory.</summary>
    Wake,
}
