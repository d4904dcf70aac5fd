using System.Text.Json;

namespace OmniFunctions.Tests.Vectors;

/// <summary>Has the channels make what an outbound vector asks for, and compares.</summary>
internal static class OutboundJudge
{
    public static Verdict Judge(OutboundVector vector)
    {
        if (OutboundKinds.Of(vector) is not { } make) return new Verdict(vector.Id, vector.Channel, Supported: false, "not supported");
        try
        {
            return new Verdict(vector.Id, vector.Channel, Supported: true, Fault(vector.Output, make(vector)));
        }
        catch (FormatException e)
        {
            return new Verdict(vector.Id, vector.Channel, Supported: true, e.Message);
        }
    }

    /// <summary>A vector that asks for nothing would hold whatever we do.</summary>
    private static string? Fault(JsonElement asked, JsonElement made) =>
        asked.EnumerateObject().Any() ? Subset.Fault(asked, made, "output") : "output asks for nothing";
}
