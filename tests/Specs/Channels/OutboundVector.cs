using System.Text.Json;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>What goes in and must come out of one of the outbound vectors.</summary>
internal static class OutboundVector
{
    internal static string Input(string name, string member) => Text(name, "input", member);

    internal static string Output(string name, string member) => Text(name, "output", member);

    internal static JsonElement Part(string name, string part) => JsonDocument.Parse(TestData.Read("Channels", "outbound-vectors.json")).RootElement
        .EnumerateArray().Single(vector => vector.GetProperty("name").GetString() == name).GetProperty(part);

    private static string Text(string name, string part, string member) => Part(name, part).GetProperty(member).ToString();
}
