using System.Text.Json.Serialization;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Durable.Conversations;

/// <summary>What one look at a conversation asks of its lifecycle. It stays in the durable history: ids and times only.</summary>
/// <param name="PolicyHash">Of the document of <paramref name="PolicyVersion"/>; null as an older build wrote it.</param>
/// <param name="NextDue">When to look again if nobody rings; null when time alone changes nothing.</param>
public sealed record LifeStep(IReadOnlyList<StepEffect> Effects, string? PolicyVersion, DateTimeOffset? NextDue, bool Ended, string? PolicyHash = null)
{
    /// <summary>One of the effects changes the conversation itself, so that it is looked at again at once.</summary>
    [JsonIgnore]
    public bool LooksAgain => Effects.Any(effect => effect.Effect.Effect() is OmniFunctions.Conversations.Effect.AskOutlook);
}

/// <param name="Trace">Of the message or the act it was decided on; null where nobody records, and as older builds wrote it.</param>
public sealed record StepEffect(string OperationId, EffectDocument Effect, string? Trace = null);
