namespace OmniFunctions.Channels;

/// <summary>An accepted item on its way to intake: what the door puts on the bus.</summary>
/// <param name="ReceivedAt">When the door answered for it.</param>
public sealed record Envelope(AccountKey Account, InboundItem Item, DateTimeOffset ReceivedAt);
