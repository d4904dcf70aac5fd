namespace OmniFunctions.Local.DurableTask.History;

/// <summary>
/// What the history keeps of an action: enough to recognise it in a replay. Inputs are not repeated here; the code makes them again.
/// </summary>
/// <param name="Id">The place of the action among all that its execution asked for, from 0.</param>
/// <param name="Due">For timers, when it is due, in ticks of UTC; else 0.</param>
internal sealed record RecordedAction(ActionKind Kind, int Id, string? Name, long Due = 0)
{
    public bool Matches(RecordedAction asked) =>
        Kind == asked.Kind && Id == asked.Id && string.Equals(Name, asked.Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind switch
    {
        ActionKind.Activity => $"activity '{Name}' (#{Id})",
        ActionKind.Timer => $"a timer (#{Id})",
        ActionKind.SubOrchestration => $"sub-orchestration '{Name}' (#{Id})",
        ActionKind.SentEvent => $"sending event '{Name}' (#{Id})",
        ActionKind.EntitySignal => $"signal '{Name}' to an entity (#{Id})",
        ActionKind.EntityCall => $"call '{Name}' of an entity (#{Id})",
        ActionKind.EntityLock => $"locking entities (#{Id})",
        ActionKind.EntityRelease => $"releasing entities (#{Id})",
        _ => throw new InvalidOperationException($"Unknown kind of action {Kind}."),
    };
}
