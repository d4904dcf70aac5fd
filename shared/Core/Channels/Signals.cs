namespace OmniFunctions.Channels;

/// <summary>What is told a customer besides messages. None is worth a second try.</summary>
public abstract record OutgoingSignal
{
    private OutgoingSignal() { }

    public sealed record Typing : OutgoingSignal;

    /// <param name="MessageId">The platform's id of the customer's message that a person has seen.</param>
    public sealed record Read(string MessageId) : OutgoingSignal;

    /// <summary>The call ends.</summary>
    public sealed record HangUp : OutgoingSignal;

    /// <param name="To">A number, or an address of SIP, that the caller is put through to.</param>
    public sealed record Transfer(string To) : OutgoingSignal;
}
