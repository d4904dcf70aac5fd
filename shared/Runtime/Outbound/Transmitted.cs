using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>What came of trying to send a message.</summary>
internal abstract record Transmitted
{
    private Transmitted() { }

    /// <param name="Outcome">Delivered, rejected or unknown.</param>
    public sealed record Ended(DeliveryOutcome Outcome) : Transmitted;

    /// <summary>Nothing of it has reached the platform, and nothing will before then.</summary>
    /// <param name="Reason">What is recorded when it is held too long.</param>
    public sealed record Held(DateTimeOffset Until, DeliveryRefusal Reason) : Transmitted;
}
