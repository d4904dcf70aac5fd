using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>The broker's refusals, in one place so that the same case always reads the same.</summary>
internal static class Refusals
{
    public static ServiceBusException NoSuchQueue(string path) =>
        new($"The messaging entity '{path}' could not be found.", ServiceBusFailureReason.MessagingEntityNotFound, path);

    public static ServiceBusException MessageLockLost(string path) =>
        new("The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.", ServiceBusFailureReason.MessageLockLost, path);

    public static ServiceBusException SessionLockLost(string path, string session) =>
        new($"The session lock was lost. Request a new session receiver for the session '{session}'.", ServiceBusFailureReason.SessionLockLost, path);

    public static ServiceBusException SessionTaken(string path, string session) =>
        new($"The requested session '{session}' cannot be accepted. It may be locked by another receiver.", ServiceBusFailureReason.SessionCannotBeLocked, path);

    public static ServiceBusException NoSessionFree(string path) =>
        new("No session with messages became available within the time.", ServiceBusFailureReason.ServiceTimeout, path);

    public static ServiceBusException NoSuchMessage(string path, long sequence) =>
        new($"No message with the sequence number {sequence} is in the state that the operation asks for.", ServiceBusFailureReason.MessageNotFound, path);

    public static ServiceBusException TooLarge(string path, long size, long limit) =>
        new($"The message or batch has {size} bytes; at most {limit} are allowed.", ServiceBusFailureReason.MessageSizeExceeded, path);

    public static ServiceBusException Full(string path, int limit) =>
        new($"The queue holds its maximum of {limit} messages.", ServiceBusFailureReason.QuotaExceeded, path);

    /// <summary>As a busy service: the same send succeeds once there is room again.</summary>
    public static ServiceBusException NoRoom(string path) =>
        new("The disk is full, and what is left of it is kept for messages that were taken before.", ServiceBusFailureReason.ServiceBusy, path);

    public static InvalidOperationException SessionIdMissing(string path) =>
        new($"The SessionId was not set on a message, and it cannot be sent to the entity '{path}'. Entities that have session support enabled can only receive messages that have the SessionId set to a valid value.");

    public static InvalidOperationException NeedsSessionReceiver(string path) =>
        new($"It is not possible for an entity that requires sessions to create a non-sessionful message receiver ('{path}').");

    public static InvalidOperationException HasNoSessions(string path) =>
        new($"A sessionful message receiver cannot be created on an entity that does not require sessions ('{path}').");
}
