namespace OmniFunctions.Channels.Meta;

/// <summary>In what Messenger and Instagram differ when sent to.</summary>
/// <param name="Platform">Where the API is.</param>
/// <param name="MaxTextLength">In code units, or in bytes of UTF-8.</param>
/// <param name="HasUploads">Files can be brought to the platform; else it fetches them from an address.</param>
/// <param name="HasLinkButtons">A link can be a button under a text.</param>
internal sealed record MessagingDialect(string Platform, int MaxTextLength, bool CountsBytes, bool HasUploads, bool HasLinkButtons, IReadOnlyList<ItemKind> Files)
{
    internal static MessagingDialect Messenger { get; } = new(
        MetaSettings.Platform, 2_000, CountsBytes: false, HasUploads: true, HasLinkButtons: true, [ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File]);

    internal static MessagingDialect Instagram { get; } = new(
        MetaSettings.InstagramPlatform, 1_000, CountsBytes: true, HasUploads: false, HasLinkButtons: false, [ItemKind.Image, ItemKind.Voice, ItemKind.Video]);
}
