using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>What became of a call, by how far it got.</summary>
public abstract record EgressResult
{
    private EgressResult() { }

    public sealed record Answered(DeliveryResponse Response) : EgressResult;

    /// <summary>Nobody was reached, so nothing can have happened: trying again is safe.</summary>
    public sealed record NotSent : EgressResult;

    /// <summary>The address is none that may be called.</summary>
    public sealed record Forbidden : EgressResult;

    /// <summary>It left, and the answer is larger than anyone wants to hold.</summary>
    public sealed record TooLarge : EgressResult;

    /// <summary>It left, and no answer came that says what became of it.</summary>
    public sealed record Unknown : EgressResult;
}
