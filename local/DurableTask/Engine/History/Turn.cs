namespace OmniFunctions.Local.DurableTask.History;

/// <summary>
/// One step of an execution, written as one row: at a time, these events came in, and the code asked for these actions.
/// The first turn starts the code before its events come in. A replay feeds the same events in the same turns, and the code
/// must ask for the same actions.
/// </summary>
/// <param name="At">Ticks of UTC; what the code sees as the current time.</param>
internal sealed record Turn(long At, IReadOnlyList<HistoryEvent> Events, IReadOnlyList<RecordedAction> Actions);
