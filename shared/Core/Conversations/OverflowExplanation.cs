using OmniFunctions.Policies;

namespace OmniFunctions.Conversations;

/// <summary>What was done with a conversation that waits, and why: the facts, each step in order with what kept it from being done, and the one that was.</summary>
/// <param name="Facts">With the queue's figures.</param>
/// <param name="Done">The index of the step that was done; null: none.</param>
public sealed record OverflowExplanation(
    string PolicyVersion, string PolicyHash, Facts Facts, bool IsFull, IReadOnlyList<OverflowStepVerdict> Steps, int? Done)
{
    /// <summary>Asks the same rules the same again.</summary>
    public int? Evaluate(CompiledPolicy policy)
    {
        foreach (var step in policy.OverflowOf(Facts.Queue!.Value))
        {
            var verdict = Steps[step.Index];
            if (verdict.WasDone is not true && verdict.NotBefore is null && step.Holds(Facts)) return step.Index;
        }

        return null;
    }
}

/// <param name="Failed">What kept its condition from holding; null where it held or was not asked.</param>
/// <param name="WasDone">It was done in this round already, and is not to be repeated yet.</param>
/// <param name="NotBefore">Its time has not come.</param>
public sealed record OverflowStepVerdict(int Index, OverflowAction Do, string? Failed = null, bool? WasDone = null, DateTimeOffset? NotBefore = null);
