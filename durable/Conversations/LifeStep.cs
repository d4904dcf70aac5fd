using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Durable.Conversations;

/// <summary>What one look at a conversation asks of its lifecycle. It stays in the durable history: ids and times only.</summary>
/// <param name="NextDue">When to look again if nobody rings; null when time alone changes nothing.</param>
public sealed record LifeStep(IReadOnlyList<StepEffect> Effects, string? PolicyVersion, DateTimeOffset? NextDue, bool Ended);

public sealed record StepEffect(string OperationId, EffectDocument Effect);
