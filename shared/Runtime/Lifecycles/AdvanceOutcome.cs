using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Lifecycles;

/// <summary>Where a conversation stands after its lifecycle looked at it. Ids and times only: it enters the durable history.</summary>
/// <param name="Effects">What is to be performed, in this order.</param>
/// <param name="PolicyVersion">The document in force, by which routing is asked.</param>
/// <param name="NextDue">When to look again even if nobody rings; null when time alone changes nothing.</param>
/// <param name="Ended">It is over for good; what is still to be performed is the last of it.</param>
public sealed record AdvanceOutcome(IReadOnlyList<PendingEffect> Effects, string? PolicyVersion, DateTimeOffset? NextDue, bool Ended, string? PolicyHash = null);
