using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

/// <summary>What set a function off. Each trigger family has its own kind.</summary>
internal abstract class TriggerData
{
    public virtual IReadOnlyDictionary<string, object?> BindingData => ImmutableDictionary<string, object?>.Empty;

    public RetryContext Retry { get; set; } = Attempt.First;
}

internal sealed class Attempt(int retry, int most) : RetryContext
{
    public static readonly RetryContext First = new Attempt(0, 0);

    public override int RetryCount => retry;

    public override int MaxRetryCount => most;
}
