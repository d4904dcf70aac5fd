using System.Text.Json;

namespace OmniFunctions.Tests.Bench;

/// <summary>One result. Fields that do not apply are null.</summary>
/// <param name="Rate">Operations per second.</param>
/// <param name="CpuMsPerOp">Processor time of the server process alone.</param>
/// <param name="FloorRatio">Rate over the floor's rate with as many clients, in the same run.</param>
/// <param name="FlushesPerOp">Flushes of the write-ahead log that the operations shared.</param>
/// <param name="MeanMs">Where a limit is set for the mean.</param>
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
    double? MeanMs = null)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
}
