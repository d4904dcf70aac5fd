namespace OmniFunctions.Channels;

/// <summary>What is told a customer besides messages. None is worth a second try.</summary>
public abstract record OutgoingSignal
{
    private OutgoingSignal() { }

    public sealed record Typing : OutgoingSignal;

    /// <param name="MessageId">The platform's id of the customer's message that a person has seen.</param>
    public sealed record Read(string MessageId) : OutgoingSignal;
}
