namespace Azure.Messaging.EventHubs;

/// <summary>A refusal or failure of the event hub, told apart by <see cref="Reason"/>.</summary>
public class EventHubsException : Exception
{
    public EventHubsException(bool isTransient, string eventHubName) : this(isTransient, eventHubName, string.Empty)
    {
    }

    public EventHubsException(bool isTransient, string eventHubName, FailureReason reason) : this(isTransient, eventHubName, string.Empty, reason)
    {
    }

    public EventHubsException(bool isTransient, string eventHubName, string message) : this(isTransient, eventHubName, message, FailureReason.GeneralError)
    {
    }

    public EventHubsException(bool isTransient, string eventHubName, string message, FailureReason reason)
        : this(isTransient, eventHubName, message, reason, null!)
    {
    }

    public EventHubsException(bool isTransient, string eventHubName, string message, Exception innerException)
        : this(isTransient, eventHubName, message, FailureReason.GeneralError, innerException)
    {
    }

    public EventHubsException(string eventHubName, string message, FailureReason reason)
        : this(reason is FailureReason.ServiceBusy or FailureReason.ServiceTimeout or FailureReason.ServiceCommunicationProblem, eventHubName, message, reason)
    {
    }

    public EventHubsException(bool isTransient, string eventHubName, string message, FailureReason reason, Exception innerException)
        : base(message, innerException)
    {
        IsTransient = isTransient;
        EventHubName = eventHubName;
        Reason = reason;
    }

    public bool IsTransient { get; }

    public FailureReason Reason { get; }

    public string EventHubName { get; }

    public override string Message => string.IsNullOrEmpty(EventHubName) ? base.Message : $"{base.Message} ({EventHubName})";

    public enum FailureReason
    {
        GeneralError = 0,
        ClientClosed = 1,
        ConsumerDisconnected = 2,
        ResourceNotFound = 3,
        MessageSizeExceeded = 4,
        QuotaExceeded = 5,
        ServiceBusy = 6,
        ServiceTimeout = 7,
        ServiceCommunicationProblem = 8,
        ProducerDisconnected = 9,
        InvalidClientState = 10,
    }
}
