namespace Azure.Messaging.ServiceBus;

/// <summary>
/// Of these the local platform uses <see cref="TryTimeout"/>: how long a receive or the wait for a session lasts by default.
/// Nothing is retried, because there is no network in between.
/// </summary>
public class ServiceBusRetryOptions
{
    public ServiceBusRetryMode Mode { get; set; } = ServiceBusRetryMode.Exponential;

    public int MaxRetries { get; set; } = 3;

    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(0.8);

    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
