using System.Text.Json.Serialization;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Attachments;

namespace OmniFunctions.Runtime.Live;

/// <summary>What a customer sent, in neutral terms, without what only the platform needs.</summary>
public sealed record ItemView(ItemKind Kind)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>Of a mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subject { get; init; }

    /// <summary>Of a mail: the earlier ones below its text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Quoted { get; init; }

    /// <summary>Of a mail: a machine answered, as for somebody who is away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsAutomatic { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Media? Media { get; init; }

    /// <summary>What it brought along, by its ids in the store. One that is not there yet is on its way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileView>? Files { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Link? Link { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Card? Card { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Location? Location { get; init; }

    /// <summary>Of an order, as its shop tells of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Order? Order { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Payload { get; init; }

    /// <summary>Of an event, a command or an unknown type.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>What the customer looks at while they ask, where their page tells it; its address and title are the link's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AboutView? About { get; init; }

    /// <summary>What the customer filled in before they wrote, by the field's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    public static ItemView Of(InboundItem item, string messageKey) => new(item.Kind)
    {
        Text = item.Text,
        Subject = item.Mail?.Subject,
        Quoted = item.Mail?.Quoted?.TrimStart('\n'),
        IsAutomatic = item.Mail?.IsAutomatic,
        Media = item.Media,
        Files = Of(messageKey, item),
        Link = item.Link,
        Card = item.Card,
        Location = item.Location,
        Order = item.Order,
        Payload = item.Payload,
        Name = item.Name,
        About = AboutOf(item),
        Form = FormOf(item),
    };

    private static AboutView? AboutOf(InboundItem item) => item.Details.GetValueOrDefault(PageDetails.AboutKind).Text is { } kind
        ? new(kind, DetailOf(item, PageDetails.AboutId), DetailOf(item, PageDetails.AboutPrice), DetailOf(item, PageDetails.AboutPicture))
        : null;

    private static string? DetailOf(InboundItem item, string detail) => item.Details.GetValueOrDefault(detail).Text;

    private static Dictionary<string, string>? FormOf(InboundItem item)
    {
        var answers = item.Details.Where(detail => detail.Key.StartsWith(PageDetails.FormPrefix, StringComparison.Ordinal) && detail.Value.Text is not null)
            .ToDictionary(detail => detail.Key[PageDetails.FormPrefix.Length..], detail => detail.Value.Text!);
        return answers.Count == 0 ? null : answers;
    }

    private static FileView[]? Of(string messageKey, InboundItem item)
    {
        FileView[] files =
        [
            .. item.Media is { } medium ? [View(medium, messageKey, 0)] : Array.Empty<FileView>(),
            .. (item.Attachments ?? []).Select((media, index) => View(media, messageKey, index + 1)),
        ];
        return files.Length == 0 ? null : files;
    }

    private static FileView View(Media media, string messageKey, int index) => new(media.StoredAs ?? StoredFile.IdOf(messageKey, index), media.FileName, media.Mime, media.SizeBytes);
}

/// <param name="Name">As the sender called it.</param>
/// <param name="Mime">As the platform says; what it really is says the file itself.</param>
public sealed record FileView(string Id, string? Name, string? Mime, long? SizeBytes);

/// <param name="Kind">product or order.</param>
/// <param name="Picture">Where the shop has a picture of it; it is not fetched.</param>
public sealed record AboutView(string Kind, string? Id, string? Price, string? Picture);
