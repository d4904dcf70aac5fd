using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Json;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Drafts;

namespace OmniFunctions.Runtime.Live;

/// <summary>The wire form of everything that is pushed; the desk's HTTP answers use the same.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters =
    [
        typeof(CamelCase<CloseReason>),
        typeof(CamelCase<DeliveryRefusal>),
        typeof(CamelCase<DeliveryStatus>),
        typeof(CamelCase<DraftKind>),
        typeof(CamelCase<ItemKind>),
        typeof(CamelCase<NoticeKind>),
        typeof(CamelCase<Presence>),
        typeof(CamelCase<Provenance>),
        typeof(CamelCase<QueueReason>),
        typeof(CamelCase<ReceiptState>),
        typeof(CamelCase<CallbackOutcome>),
        typeof(CamelCase<ParticipantRole>),
        typeof(CamelCase<PersonAskedBy>),
        typeof(CamelCase<TransferKind>),
        typeof(CamelCase<Verdict>),
        typeof(UtcMillisecondsConverter),
    ])]
[JsonSerializable(typeof(ConversationPush))]
[JsonSerializable(typeof(NoticePush))]
[JsonSerializable(typeof(PresencePush))]
[JsonSerializable(typeof(PresenceRequestView))]
[JsonSerializable(typeof(LookPush))]
[JsonSerializable(typeof(TypingPush))]
[JsonSerializable(typeof(AgentTypingPush))]
[JsonSerializable(typeof(DraftPush))]
[JsonSerializable(typeof(ViewersPush))]
public sealed partial class LiveJson : JsonSerializerContext
{
    /// <summary>The one instance to use: it writes text as UTF-8 instead of escaping everything that is not ASCII.</summary>
    public static LiveJson Instance => Holder.Value;

    /// <summary>A class of its own, so that the generated statics are there before it asks for them.</summary>
    private static class Holder
    {
        internal static readonly LiveJson Value = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
