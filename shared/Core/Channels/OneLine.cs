using System.Globalization;

namespace OmniFunctions.Channels;

/// <summary>
/// What a message says in one line, for lists. Its kind is told beside it in the reader's own language, so that a picture without a word has none here.
/// </summary>
public static class OneLine
{
    /// <returns>Empty where only the kind says something.</returns>
    public static string Of(InboundItem item) => item.Kind switch
    {
        ItemKind.Text or ItemKind.Comment or ItemKind.Edit => First(item.Text),
        // A voice message may come with what was said in it.
        ItemKind.Image or ItemKind.Voice or ItemKind.Video or ItemKind.File => First(item.Text, item.Media?.FileName),
        ItemKind.Location => First(item.Location?.Label, item.Location?.Address, item.Text, item.Location is { } place ? Coordinates(place) : null),
        ItemKind.Link => First(item.Link?.Title, item.Text, item.Link?.Url),
        ItemKind.Card => First(item.Card?.Title, item.Text, item.Card?.Path),
        ItemKind.Order => First(Joined(item.Order?.Id, item.Order?.Status ?? item.Name), item.Text),
        ItemKind.Email => First(item.Text, item.Mail?.Subject),
        ItemKind.Postback => First(item.Text, item.Payload, item.Name),
        ItemKind.Event or ItemKind.Command => First(Joined(item.Name, item.Payload), item.Text),
        ItemKind.Status => First(item.Receipt?.State.ToString(), item.Name),
        ItemKind.Unsupported => First(item.Text, item.Name),
        _ => throw new InvalidOperationException($"No line of {item.Kind}."),
    };

    /// <returns>Empty where only the kind says something.</returns>
    public static string Of(OutgoingContent content) => content switch
    {
        OutgoingContent.Attachment attachment => First(attachment.Caption, attachment.File.Name),
        OutgoingContent.Place { Location: var place } => First(place.Label, place.Address, Coordinates(place)),
        OutgoingContent.Page { Link: var link } => First(link.Title, link.Url),
        OutgoingContent.MiniProgram { Card: var card } => First(card.Title, card.Path),
        OutgoingContent.OrderCard { Order: var order } => Joined(order.Id, order.Status),
        OutgoingContent.Template template => First(string.Join(" · ", template.Parameters), template.Name),
        OutgoingContent.Text text => text.Body,
        OutgoingContent.Choices choices => choices.Body,
        _ => throw new InvalidOperationException($"No line of {content.GetType().Name}."),
    };

    private static string First(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrWhiteSpace(candidate)) return candidate;
        }

        return "";
    }

    private static string Joined(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Coordinates(Location place) => string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:F5}, {place.Longitude:F5}");
}
