using System.Text.Json.Serialization;
using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Live;

/// <summary>What a customer sent, in neutral terms, without what only the platform needs.</summary>
public sealed record ItemView(ItemKind Kind)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Media? Media { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Link? Link { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Card? Card { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Location? Location { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Payload { get; init; }

    /// <summary>Of an event, a command or an unknown type.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    public static ItemView Of(InboundItem item) => new(item.Kind)
    {
        Text = item.Text,
        Media = item.Media,
        Link = item.Link,
        Card = item.Card,
        Location = item.Location,
        Payload = item.Payload,
        Name = item.Name,
    };
}
