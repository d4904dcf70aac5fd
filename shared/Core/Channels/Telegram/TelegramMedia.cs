using System.Text.Json;

namespace OmniFunctions.Channels.Telegram;

/// <summary>The file a message carries. Its id is exchanged for an address by <c>getFile</c>.</summary>
internal static class TelegramMedia
{
    private static readonly (string Member, ItemKind Kind)[] Files =
    [
        ("voice", ItemKind.Voice),
        ("audio", ItemKind.File),
        ("video", ItemKind.Video),
        ("video_note", ItemKind.Video),
        // Before document: an animation comes with both, for readers that know only the other.
        ("animation", ItemKind.Video),
        ("sticker", ItemKind.Image),
        ("document", ItemKind.File),
    ];

    /// <returns>Null when there is no file; no content when there is one that has no id.</returns>
    internal static (ItemKind Kind, Media? Content)? Find(JsonElement message)
    {
        if (message.Member("photo") is { ValueKind: JsonValueKind.Array } photo)
        {
            return (ItemKind.Image, Largest(photo));
        }

        foreach (var (member, kind) in Files)
        {
            if (message.Object(member) is { } file)
            {
                return (kind, Read(file, file.String("mime_type")));
            }
        }

        return null;
    }

    /// <summary>One photo in several sizes, the largest last; they are always JPEG.</summary>
    private static Media? Largest(JsonElement sizes) =>
        sizes.GetArrayLength() is > 0 and var count && sizes[count - 1] is { ValueKind: JsonValueKind.Object } largest ? Read(largest, "image/jpeg") : null;

    private static Media? Read(JsonElement file, string? mime) => file.Id("file_id") is { } id
        ? new Media(id, mime, SizeBytes: file.Integer("file_size"), FileName: file.String("file_name"))
        : null;
}
