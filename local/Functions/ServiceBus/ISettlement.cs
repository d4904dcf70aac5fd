using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.Functions;

/// <summary>The ways to settle a message, which processors and receivers offer under types of their own.</summary>
internal interface ISettlement
{
    Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellation);

    Task AbandonAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation);

    Task DeferAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation);

    Task DeadLetterAsync(ServiceBusReceivedMessage message, Dictionary<string, object>? properties, string? reason, string? description, CancellationToken cancellation);

    Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellation);
}

internal interface ISessionHandle
{
    DateTimeOffset LockedUntil { get; }

    Task<BinaryData?> GetStateAsync(CancellationToken cancellation);

    Task SetStateAsync(BinaryData state, CancellationToken cancellation);

    Task RenewAsync(CancellationToken cancellation);

    void Release();
}
