namespace OmniFunctions.Local.DurableTask.Replay;

/// <summary>How a replay went.</summary>
/// <param name="Turns">Steps that the code took as it did then.</param>
/// <param name="Disagreement">Where code and history part: the step, what the history expects, and what the code did. Null if they agree to the end.</param>
public sealed record ReplayReport(int Turns, string? Disagreement)
{
    public bool IsOk => Disagreement is null;
}
