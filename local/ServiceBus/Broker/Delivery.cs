namespace OmniFunctions.Local.ServiceBus;

/// <summary>A message as it was when a receiver got it; the message itself may go on changing.</summary>
/// <param name="MustBeMarked">The delivery has to be on the disk before it is made.</param>
internal sealed record Delivery(BrokerMessage Message, Payload? Content, Guid LockToken, DateTimeOffset LockedUntil, int DeliveryCount, bool MustBeMarked);
