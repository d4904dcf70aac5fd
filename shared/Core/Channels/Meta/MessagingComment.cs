using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>A comment under a post of the page, a picture or a live video.</summary>
internal static class MessagingComment
{
    internal static Parsed Read(JsonElement entry, JsonElement change)
    {
        if (change.String("field") is not { Length: > 0 and <= Limits.MaxIdLength } field || change.Object("value") is not { } value || entry.Id("id") is not { } page)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var commentId = value.Id("comment_id") ?? (field is "comments" or "live_comments" ? value.Id("id") : null);
        var sender = value.Object("from")?.Id("id");
        if (commentId is null || sender is null)
        {
            // Likes, mentions and news of the page have nobody to answer.
            var what = value.String("item") is { Length: <= Limits.MaxIdLength } item ? $"{field}:{item}" : field;
            return new Parsed.Items(new InboundItem
            {
                Kind = ItemKind.Event,
                Sender = sender ?? page,
                Recipient = page,
                DedupeKey = $"{what}:{value.Id("post_id") ?? value.Id("media_id")}:{entry.Id("time")}",
                SentAt = Time(entry, value),
                Name = what,
            });
        }

        if (sender == page)
        {
            return new Parsed.Items();
        }

        var verb = value.String("verb") ?? "add";
        return new Parsed.Items(new InboundItem
        {
            Kind = verb switch { "add" => ItemKind.Comment, "edit" or "edited" => ItemKind.Edit, _ => ItemKind.Event },
            Sender = sender,
            Recipient = page,
            Conversation = value.Id("post_id") ?? value.Object("media")?.Id("id"),
            MessageId = commentId,
            // Of the same comment each edit is another item.
            DedupeKey = verb == "add" ? commentId : $"{commentId}:{verb}:{entry.Id("time")}",
            SentAt = Time(entry, value),
            Text = value.String("message") ?? value.String("text"),
            Name = verb switch { "add" => null, "remove" or "delete" => "comment_deleted", _ => verb },
            DisplayName = (value.Object("from")?.String("name") ?? value.Object("from")?.String("username")) is { Length: > 0 and <= 200 } name ? name : null,
            Details = new Dictionary<string, Detail>().Put("comment_id", commentId).Put("reply_to", value.Id("parent_id")),
        });
    }

    private static DateTimeOffset? Time(JsonElement entry, JsonElement value) =>
        UnixTime.FromSeconds(value.Integer("created_time")) ?? (entry.Integer("time") is > 100_000_000_000 and var ms ? UnixTime.FromMilliseconds(ms) : UnixTime.FromSeconds(entry.Integer("time")));
}
