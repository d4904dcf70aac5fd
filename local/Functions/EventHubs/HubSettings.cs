using OmniFunctions.Local.EventHubs;

namespace OmniFunctions.Local.Functions;

/// <summary>How a hub is made when a trigger names it.</summary>
internal static class HubSettings
{
    private const int MaxPartitions = 32;
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(90);

    public static HubOptions For(string hub, SettingResolver settings, StartupFaults faults)
    {
        var own = new PartSettings("EventHubs", hub, settings, faults);
        var defaults = new HubOptions();
        return defaults with
        {
            PartitionCount = (int)own.Number("PartitionCount", defaults.PartitionCount, 1, MaxPartitions),
            Retention = own.Span("Retention", defaults.Retention, TimeSpan.FromMinutes(1), LongestRetention),
            MaxBytesPerPartition = own.Number("MaxBytesPerPartition", defaults.MaxBytesPerPartition, 1024 * 1024, long.MaxValue),
        };
    }
}
