using System.Text.Json;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>A reply to be sent. It names the reply; the text stays in the log.</summary>
public sealed record OutboundTask(TenantId Tenant, ConversationId Conversation, string OperationId, string MessageId)
{
    internal ConversationKey Key => new(Tenant, Conversation);

    internal BinaryData Write() => new(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));

    /// <exception cref="JsonException">It is none.</exception>
    internal static OutboundTask Read(BinaryData body) =>
        JsonSerializer.Deserialize<OutboundTask>(body.ToMemory().Span, JsonSerializerOptions.Web) ?? throw new JsonException("An outbound task is null.");
}
