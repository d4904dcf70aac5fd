using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

public class DurableTaskWorkerOptions
{
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    public bool EnableEntitySupport { get; set; }

    /// <summary>Kept for source compatibility: one machine needs no timers of limited length.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public ConcurrencyOptions Concurrency { get; } = new();

    public class ConcurrencyOptions
    {
        private static readonly int Default = 100 * Environment.ProcessorCount;

        public int MaximumConcurrentActivityWorkItems { get; set; } = Default;

        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = Default;

        public int MaximumConcurrentEntityWorkItems { get; set; } = Default;
    }
}
