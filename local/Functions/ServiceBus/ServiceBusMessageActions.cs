using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles messages from inside the function. Set AutoCompleteMessages to false with it.</summary>
public class ServiceBusMessageActions
{
    private readonly ISettlement? settlement;

    protected ServiceBusMessageActions() { }

    internal ServiceBusMessageActions(ISettlement settlement) => this.settlement = settlement;

    private ISettlement Settlement => settlement ?? throw new NotSupportedException();

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settlement.CompleteAsync(message, cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        Settlement.AbandonAsync(message, propertiesToModify, cancellationToken);

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        Settlement.DeferAsync(message, propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) =>
        Settlement.DeadLetterAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settlement.RenewAsync(message, cancellationToken);
}
