using OmniFunctions.Channels;

namespace OmniFunctions.Conversations;

/// <summary>What a content must have to be one, and what its channel takes.</summary>
public static class ContentRules
{
    /// <summary>Characters of a title, a label, a choice, a parameter.</summary>
    public const int MaxLineLength = 1_000;

    /// <summary>Characters of an address of a page.</summary>
    public const int MaxUrlLength = 2_048;

    /// <returns>Null when nothing speaks against it.</returns>
    public static Refusal? Refuse(OutgoingContent content, Capabilities? channel) => IsWhole(content) ? Refused(content, channel) : Refusal.ContentInvalid;

    private static Refusal? Refused(OutgoingContent content, Capabilities? channel)
    {
        if (channel is null)
        {
            return null;
        }

        // Where an attachment's kind is missing, the address of the file may still be sent: whether there is one is known when it leaves.
        if (content is not OutgoingContent.Attachment attachment)
        {
            return Degrading.For(content, channel) is null ? Refusal.ContentNotSupported : null;
        }

        if (Degrading.For(content, channel) is not OutgoingContent.Attachment shown || channel.Files.FirstOrDefault(limit => limit.Kind == shown.Kind) is not { } limit)
        {
            return null;
        }

        return attachment.File.SizeBytes > limit.MaxBytes
            ? Refusal.FileTooLarge
            : limit.MimeTypes.Count == 0 || limit.MimeTypes.Any(type => Covers(type, attachment.File.Mime)) ? null : Refusal.FileTypeNotSupported;
    }

    private static bool Covers(string type, string mime) => type.EndsWith("/*", StringComparison.Ordinal)
        ? mime.StartsWith(type.AsSpan(0, type.Length - 1), StringComparison.OrdinalIgnoreCase)
        : type == "*" || type.Equals(mime, StringComparison.OrdinalIgnoreCase);

    private static bool IsWhole(OutgoingContent content) => content switch
    {
        OutgoingContent.Text text => !string.IsNullOrWhiteSpace(text.Body) && text.Body.Length <= Replying.MaxTextLength,
        OutgoingContent.Attachment file => file.Kind is ItemKind.Image or ItemKind.Voice or ItemKind.Video or ItemKind.File
            && IsLine(file.File.Name) && IsLine(file.File.Mime) && file.File.StoredAs is not null && file.Caption is not { Length: > Replying.MaxTextLength },
        OutgoingContent.Place { Location: var place } => Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180 && MayBeLine(place.Label) && MayBeLine(place.Address),
        OutgoingContent.Page { Link: var link } => IsUrl(link.Url) && MayBeLine(link.Title) && MayBeLine(link.Description),
        OutgoingContent.MiniProgram { Card: var card } => IsLine(card.AppId) && MayBeLine(card.Title) && MayBeLine(card.Path) && (card.ThumbnailUrl is null || IsUrl(card.ThumbnailUrl)),
        OutgoingContent.Choices choices => IsLine(choices.Body) && choices.Options.Count is > 0 and <= OutgoingContent.Choices.MaxOptions
            && choices.Options.All(choice => IsLine(choice.Id) && IsLine(choice.Title))
            && choices.Options.DistinctBy(choice => choice.Id).Count() == choices.Options.Count,
        OutgoingContent.OrderCard { Order: var order, Link: var link } => IsLine(order.Id) && MayBeLine(order.Total) && MayBeLine(order.Status)
            && order.Lines.Count <= Order.MaxLines && (link is null || IsUrl(link.Url)),
        OutgoingContent.Template template => IsLine(template.Name) && IsLine(template.Language)
            && template.Parameters.Count <= OutgoingContent.Template.MaxParameters && template.Parameters.All(IsLine),
        _ => throw new InvalidOperationException($"Nothing is known of {content.GetType().Name}."),
    };

    private static bool IsLine(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLineLength;

    private static bool MayBeLine(string? text) => text is not { Length: > MaxLineLength };

    private static bool IsUrl(string url) =>
        url.Length <= MaxUrlLength && Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
