namespace OmniFunctions.Channels;

/// <summary>
/// What becomes of a content on a channel that cannot show its kind: the nearest that says the same in words. The agent is told beforehand what is lost.
/// </summary>
public static class Degrading
{
    /// <returns>The content itself where the channel has its kind, else what is sent instead; null where nothing can be.</returns>
    public static OutgoingContent? For(OutgoingContent content, Capabilities capabilities)
    {
        if (capabilities.Sends.Contains(KindOf(content)) || content is OutgoingContent.Template)
        {
            return content is OutgoingContent.Template && !capabilities.HasTemplates ? null : content;
        }

        // A picture that cannot be shown can still be opened.
        if (content is OutgoingContent.Attachment { Kind: not ItemKind.File } attachment && capabilities.Sends.Contains(ItemKind.File))
        {
            return attachment with { Kind = ItemKind.File };
        }

        return Words(content) is { } words ? new OutgoingContent.Text(words) : null;
    }

    /// <summary>What it says in words, for lists and for people who read the log; empty where that is nothing.</summary>
    public static string Plain(OutgoingContent content) => content switch
    {
        OutgoingContent.Text text => text.Body,
        OutgoingContent.Attachment attachment => attachment.Caption ?? "",
        OutgoingContent.MiniProgram program => program.Card.Title ?? "",
        OutgoingContent.Template template => string.Join('\n', template.Parameters),
        _ => Words(content) ?? "",
    };

    public static ItemKind KindOf(OutgoingContent content) => content switch
    {
        OutgoingContent.Text => ItemKind.Text,
        OutgoingContent.Attachment attachment => attachment.Kind,
        OutgoingContent.Place => ItemKind.Location,
        OutgoingContent.Page => ItemKind.Link,
        OutgoingContent.MiniProgram => ItemKind.Card,
        OutgoingContent.Choices => ItemKind.Postback,
        OutgoingContent.OrderCard => ItemKind.Order,
        OutgoingContent.Template => ItemKind.Text,
        _ => throw new InvalidOperationException($"No kind of {content.GetType().Name}."),
    };

    private static string? Words(OutgoingContent content) => content switch
    {
        OutgoingContent.Attachment { File.Address: { } address } attachment => Lines(attachment.Caption, attachment.File.Name, address.AbsoluteUri),
        OutgoingContent.Attachment => null,
        OutgoingContent.Place { Location: var place } => Lines(
            place.Label, place.Address, FormattableString.Invariant($"https://www.openstreetmap.org/?mlat={place.Latitude}&mlon={place.Longitude}")),
        OutgoingContent.Page { Link: var link } => Lines(link.Title, link.Description, link.Url),
        OutgoingContent.Choices choices => Lines([choices.Body, .. choices.Options.Select((choice, index) => FormattableString.Invariant($"{index + 1}. {choice.Title}"))]),
        OutgoingContent.OrderCard { Order: var order, Link: var link } => Lines(
            order.Id, order.Total is null ? null : $"{order.Total} {order.Currency}".TrimEnd(), order.Status, link?.Url),
        // A page of a mini program is nowhere but in its own platform.
        OutgoingContent.MiniProgram or OutgoingContent.Template => null,
        _ => throw new InvalidOperationException($"No words for {content.GetType().Name}."),
    };

    private static string Lines(params IEnumerable<string?> lines) => string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line)));
}
