using System.Text.Json.Serialization;

namespace OmniFunctions.Channels;

/// <summary>One thing a customer did on a channel, in neutral terms.</summary>
public sealed record InboundItem
{
    public required ItemKind Kind { get; init; }

    /// <summary>The platform's id of the one who did it, within the account.</summary>
    public required string Sender { get; init; }

    public string? Recipient { get; init; }

    /// <summary>The platform's own conversation or chat, where it has one; answers go there.</summary>
    public string? Conversation { get; init; }

    public string? MessageId { get; init; }

    public string? EventId { get; init; }

    /// <summary>What makes this item the same as another. Unique within the account.</summary>
    public required string DedupeKey { get; init; }

    /// <summary>When the platform says it happened.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public string? Text { get; init; }

    public Media? Media { get; init; }

    /// <summary>Further files, as of a mail; at most <see cref="MaxAttachments"/>. Null where there are none.</summary>
    public IReadOnlyList<Media>? Attachments { get; init; }

    public const int MaxAttachments = 50;

    /// <summary>The <see cref="Name"/> of an event: something of ours came back, and which message it was is not known.</summary>
    public const string Bounce = "bounce";

    public Link? Link { get; init; }

    public Card? Card { get; init; }

    public Location? Location { get; init; }

    public Order? Order { get; init; }

    public Mail? Mail { get; init; }

    /// <summary>Of a status: what became of which message of ours.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>What a device sent, as JSON text.</summary>
    public string? Data { get; init; }

    /// <summary>What a button or menu entry carries back.</summary>
    public string? Payload { get; init; }

    /// <summary>The name of an event or command, or the platform's type name of something not supported.</summary>
    public string? Name { get; init; }

    /// <summary>The customer's own name for themselves, where the platform sends it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>BCP 47, where the platform sends it.</summary>
    public string? Language { get; init; }

    /// <summary>Further neutral values by name (<c>callback_id</c>, <c>reply_token</c>, <c>scene</c> ...).</summary>
    public IReadOnlyDictionary<string, Detail> Details { get; init; } = EmptyDetails;

    /// <summary>
    /// The customer said something: it opens or reopens a conversation and starts clocks. An edit, a receipt, or a follow
    /// is recorded with a conversation that is there, and is no reason for one.
    /// </summary>
    [JsonIgnore]
    public bool Speaks => Opens ?? Kind is not (ItemKind.Status or ItemKind.Edit or ItemKind.Event);

    /// <summary>
    /// Where the kind alone does not say whether somebody wants something: a ringing call and a device's alarm do, an order that was only
    /// paid does not. Null for everything else.
    /// </summary>
    public bool? Opens { get; init; }

    private static readonly IReadOnlyDictionary<string, Detail> EmptyDetails = new Dictionary<string, Detail>();
}
