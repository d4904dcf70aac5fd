namespace OmniFunctions.Local.DurableTask.History;

/// <summary>The kinds of things that orchestrator code asks for. The numbers are stored.</summary>
internal enum ActionKind
{
    Activity = 0,
    Timer = 1,
    SubOrchestration = 2,
    SentEvent = 3,
    EntitySignal = 4,
    EntityCall = 5,
    EntityLock = 6,
    EntityRelease = 7,
}
