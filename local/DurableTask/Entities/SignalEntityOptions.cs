namespace Microsoft.DurableTask.Entities;

public record SignalEntityOptions
{
    /// <summary>When the signal is delivered; null is at once.</summary>
    public DateTimeOffset? SignalTime { get; init; }

    public static implicit operator SignalEntityOptions(DateTimeOffset dateTime) => new() { SignalTime = dateTime };
}
