using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

public class DurableTaskWorkerOptions
{
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    public bool EnableEntitySupport { get; set; }

    /// <summary>A longer timer is a row of timers of this length, each with its place in the history.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Which versions of orchestrations this worker runs; null is all.</summary>
    public VersioningOptions? Versioning { get; set; }

    public bool IsVersioningSet => Versioning is not null;

    /// <summary>How the version of an orchestration must stand to that of the worker.</summary>
    public enum VersionMatchStrategy
    {
        None = 0,
        Strict = 1,
        CurrentOrOlder = 2,
    }

    /// <summary>What becomes of an orchestration of another version: it waits for a worker that takes it, or fails.</summary>
    public enum VersionFailureStrategy
    {
        Reject = 0,
        Fail = 1,
    }

    public ConcurrencyOptions Concurrency { get; } = new();

    public class VersioningOptions
    {
        /// <summary>The version of the worker.</summary>
        public string Version { get; set; } = string.Empty;

        /// <summary>The version of sub-orchestrations that are called without one.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        public VersionMatchStrategy MatchStrategy { get; set; } = VersionMatchStrategy.None;

        public VersionFailureStrategy FailureStrategy { get; set; } = VersionFailureStrategy.Reject;
    }

    public class ConcurrencyOptions
    {
        private static readonly int Default = 100 * Environment.ProcessorCount;

        public int MaximumConcurrentActivityWorkItems { get; set; } = Default;

        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = Default;

        public int MaximumConcurrentEntityWorkItems { get; set; } = Default;
    }
}
