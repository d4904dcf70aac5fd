using System.Globalization;
using OmniFunctions.Local.ServiceBus;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// How a queue is made when a trigger names it. In the cloud that is the deployment's decision; here settings stand in for it:
/// <c>OmniFunctions.Local:Queues:{name}:MaxDeliveryCount</c>, <c>:LockDuration</c> and <c>:DuplicateDetectionWindow</c> (hh:mm:ss).
/// </summary>
internal static class QueueSettings
{
    private static readonly TimeSpan DefaultLock = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(7);

    public static QueueOptions For(string queue, bool sessions, SettingResolver settings, StartupFaults faults)
    {
        var prefix = $"OmniFunctions.Local:Queues:{queue}:";
        return new QueueOptions
        {
            RequiresSession = sessions,
            MaxDeliveryCount = Number(10),
            LockDuration = Span("LockDuration", DefaultLock, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            DuplicateDetectionWindow = Span("DuplicateDetectionWindow", DefaultWindow, TimeSpan.Zero, MaxWindow),
        };

        int Number(int fallback)
        {
            if (settings[prefix + "MaxDeliveryCount"] is not { } text) return fallback;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1) return number;
            faults.Add($"The setting {prefix}MaxDeliveryCount is '{text}', which is no count.");
            return fallback;
        }

        TimeSpan Span(string name, TimeSpan fallback, TimeSpan least, TimeSpan most)
        {
            if (settings[prefix + name] is not { } text) return fallback;
            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= least && span <= most) return span;
            faults.Add($"The setting {prefix}{name} is '{text}', which is no time from {least} to {most}.");
            return fallback;
        }
    }
}
