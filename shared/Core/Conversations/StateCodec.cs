using System.Text.Json;
using OmniFunctions.Json;

namespace OmniFunctions.Conversations;

/// <summary>The snapshot beside the log as UTF-8 JSON; the same state is always the same bytes.</summary>
public static class StateCodec
{
    public static byte[] Write(ConversationState state) => JsonSerializer.SerializeToUtf8Bytes(state, CoreJson.Instance.ConversationState);

    /// <exception cref="JsonException">It is not a snapshot of this build's shape: fold the log instead.</exception>
    public static ConversationState Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, CoreJson.Instance.ConversationState) ?? throw new JsonException("A stored snapshot is null.");
}
