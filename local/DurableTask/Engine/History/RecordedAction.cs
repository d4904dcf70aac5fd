namespace OmniFunctions.Local.DurableTask.History;

/// <summary>
/// What the history keeps of an action: enough to recognise it in a replay. Inputs are not repeated here; the code makes them again.
/// </summary>
/// <param name="Id">The place of the action among all that its execution asked for, from 0.</param>
/// <param name="Due">For timers, when it is due, in ticks of UTC; else 0.</param>
/// <param name="Target">The instance or the entity that it is for, where the code names one; null in histories of the first form.</param>
internal sealed record RecordedAction(ActionKind Kind, int Id, string? Name, long Due = 0, string? Target = null)
{
    public bool Matches(RecordedAction asked) =>
        Kind == asked.Kind
        && Id == asked.Id
        && string.Equals(Name, asked.Name, StringComparison.OrdinalIgnoreCase)
        && (Target is null || Target == asked.Target);

    public override string ToString() => Kind switch
    {
        ActionKind.Activity => $"activity '{Name}' (#{Id})",
        ActionKind.Timer => $"a timer (#{Id})",
        ActionKind.SubOrchestration => $"sub-orchestration '{Name}' under the id '{Target}' (#{Id})",
        ActionKind.SentEvent => $"sending event '{Name}' to '{Target}' (#{Id})",
        ActionKind.EntitySignal => $"signal '{Name}' to the entity '{Target}' (#{Id})",
        ActionKind.EntityCall => $"call '{Name}' of the entity '{Target}' (#{Id})",
        ActionKind.EntityLock => $"locking the entities {Target} (#{Id})",
        ActionKind.EntityRelease => $"releasing entities (#{Id})",
        _ => throw new InvalidOperationException($"Unknown kind of action {Kind}."),
    };
}
