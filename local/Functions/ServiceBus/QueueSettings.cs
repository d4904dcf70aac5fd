using OmniFunctions.Local.ServiceBus;

namespace OmniFunctions.Local.Functions;

/// <summary>How a queue is made when a trigger names it.</summary>
internal static class QueueSettings
{
    private static readonly TimeSpan DefaultLock = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(7);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static QueueOptions For(string queue, bool sessions, SettingResolver settings, StartupFaults faults)
    {
        var own = new PartSettings("Queues", queue, settings, faults);
        return new QueueOptions
        {
            RequiresSession = sessions,
            MaxDeliveryCount = (int)own.Number("MaxDeliveryCount", 10, 1, 2_000),
            LockDuration = own.Span("LockDuration", DefaultLock, Second, TimeSpan.FromMinutes(5)),
            DuplicateDetectionWindow = own.Span("DuplicateDetectionWindow", DefaultWindow, TimeSpan.Zero, MaxWindow),
            DefaultMessageTimeToLive = own.Span("DefaultMessageTimeToLive", TimeSpan.MaxValue, Second, TimeSpan.MaxValue),
            DeadLetteringOnMessageExpiration = own.Flag("DeadLetteringOnMessageExpiration", false),
        };
    }
}
