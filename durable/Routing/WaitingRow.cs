using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// One who waits, as the routing entity keeps it: <c>[id, asks, since, due, exceptUntil, [except ...], owner, lastAgent, only]</c>, times as UTC ticks and 0
/// or null for none. Made once for each conversation that waits.
/// </summary>
/// <param name="Asks">Names what it has in common with others: the queue, the policy and what is asked of an agent.</param>
internal sealed record WaitingRow(string Asks, byte[] Json)
{
    private const int AsksLength = 16;
    private static readonly ConditionalWeakTable<WaitingWork, WaitingRow> Made = [];

    public static WaitingRow Of(WaitingWork work) => Made.GetValue(work, Make);

    /// <summary>Without what is its own.</summary>
    public static WaitingWork Common(WaitingWork work) => work with
    {
        Conversation = new ConversationId(""),
        Since = default,
        Except = [],
        ExceptUntil = null,
        Terms = work.Terms with { Owner = null, LastAgent = null, Only = null, TargetDueAt = null },
    };

    public static Dictionary<string, WaitingWork> ReadAsks(JsonElement asks) =>
        asks.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.Deserialize(CoreJson.Instance.WaitingWork)!, StringComparer.Ordinal);

    public static WaitingWork Read(JsonElement row, IReadOnlyDictionary<string, WaitingWork> asks)
    {
        var common = asks[row[1].GetString()!];
        return common with
        {
            Conversation = new ConversationId(row[0].GetString()!),
            Since = Time(row[2]),
            ExceptUntil = row[4].GetInt64() == 0 ? null : Time(row[4]),
            Except = [.. row[5].EnumerateArray().Select(agent => new AgentId(agent.GetString()!))],
            Terms = common.Terms with
            {
                TargetDueAt = row[3].GetInt64() == 0 ? null : Time(row[3]),
                Owner = Agent(row[6]),
                LastAgent = Agent(row[7]),
                Only = Agent(row[8]),
            },
        };
    }

    private static WaitingRow Make(WaitingWork work)
    {
        var common = JsonSerializer.SerializeToUtf8Bytes(Common(work), CoreJson.Instance.WaitingWork);
        var asks = Convert.ToHexStringLower(SHA256.HashData(common))[..AsksLength];
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        writer.WriteStringValue(work.Conversation.Value);
        writer.WriteStringValue(asks);
        writer.WriteNumberValue(work.Since.UtcTicks);
        writer.WriteNumberValue(work.Terms.TargetDueAt?.UtcTicks ?? 0);
        writer.WriteNumberValue(work.ExceptUntil?.UtcTicks ?? 0);
        writer.WriteStartArray();
        foreach (var agent in work.Except.Select(agent => agent.Value).Order(StringComparer.Ordinal)) writer.WriteStringValue(agent);
        writer.WriteEndArray();
        writer.WriteStringValue(work.Terms.Owner?.Value);
        writer.WriteStringValue(work.Terms.LastAgent?.Value);
        writer.WriteStringValue(work.Terms.Only?.Value);
        writer.WriteEndArray();
        writer.Flush();
        return new WaitingRow(asks, buffer.WrittenSpan.ToArray());
    }

    private static DateTimeOffset Time(JsonElement ticks) => new(ticks.GetInt64(), TimeSpan.Zero);

    private static AgentId? Agent(JsonElement id) => id.ValueKind == JsonValueKind.Null ? null : new AgentId(id.GetString()!);
}
