using System.Text.Json;

namespace OmniFunctions.Tests.Bench;

/// <summary>One result. Fields that do not apply are null.</summary>
/// <param name="Rate">Operations per second.</param>
/// <param name="CpuMsPerOp">Processor time of the server process alone.</param>
/// <param name="FloorRatio">Rate over the floor's rate with as many clients, in the same run.</param>
/// <param name="FlushesPerOp">Flushes of the write-ahead log that the operations shared.</param>
/// <param name="MeanMs">Where a limit is set for the mean.</param>
/// <param name="Conversations">Open ones at the end.</param>
/// <param name="Target">What must be reached, as a sentence.</param>
/// <param name="Reached">Whether it was, on this machine in this run; null where the run was smaller than the target speaks of.</param>
internal sealed record Measurement(
    string Scenario,
    string Variant,
    int? Clients,
    double? Rate,
    double? P50Ms,
    double? P99Ms,
    double? CpuMsPerOp,
    double? FloorRatio,
    double? RssMiB,
    int Cores,
    string Commit,
    double? FlushesPerOp,
    double? MeanMs = null,
    int? Conversations = null,
    string? Target = null,
    bool? Reached = null)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>With the machine and the commit; what was measured follows by name.</summary>
    public static Measurement Of(string scenario, string variant) =>
        new(scenario, variant, null, null, null, null, null, null, null, Environment.ProcessorCount, Report.Commit, null);

    public Measurement Against(string target, bool? reached) => this with { Target = target, Reached = reached };
}
