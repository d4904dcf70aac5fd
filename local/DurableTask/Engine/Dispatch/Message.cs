namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>Something for an orchestration or an entity, and the row to delete in the unit that takes it in.</summary>
/// <param name="TargetKey">The row it was meant for; a later instance of the same id must not receive it.</param>
/// <param name="Execution">The execution it answers, or <see cref="AnyExecution"/>.</param>
/// <param name="Body">A <see cref="History.HistoryEvent"/>, an <see cref="Entities.EntityMessage"/>, or null to start or wake the target.</param>
internal sealed record Message(long TargetKey, int Execution, MessageSource Source, long SourceId, object? Body)
{
    public const int AnyExecution = -1;

    public static Message Start(long targetKey) => new(targetKey, AnyExecution, MessageSource.Start, 0, null);
}
