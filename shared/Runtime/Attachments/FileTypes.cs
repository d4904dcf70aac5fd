using System.Text.Unicode;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>What a file is, by its first bytes. Nothing that a browser could run is ever one of these.</summary>
public static class FileTypes
{
    public const string Unknown = "application/octet-stream";
    private const string Text = "text/plain";

    /// <summary>What new office files are on the outside.</summary>
    private const string OfficeFile = "application/zip";
    private const string OldOfficeFile = "application/x-ole-storage";
    private const int LookedAt = 4_096;

    private static readonly (int At, byte[] Mark, string Mime)[] Marks =
    [
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        (0, "GIF87a"u8.ToArray(), "image/gif"),
        (0, "GIF89a"u8.ToArray(), "image/gif"),
        (8, "WEBP"u8.ToArray(), "image/webp"),
        (8, "WAVE"u8.ToArray(), "audio/wav"),
        (0, "BM"u8.ToArray(), "image/bmp"),
        (4, "ftypM4A"u8.ToArray(), "audio/mp4"),
        (4, "ftypqt"u8.ToArray(), "video/quicktime"),
        (4, "ftyp3g"u8.ToArray(), "video/3gpp"),
        (4, "ftyp"u8.ToArray(), "video/mp4"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
        (0, "#!AMR"u8.ToArray(), "audio/amr"),
        (0, "OggS"u8.ToArray(), "audio/ogg"),
        (0, "ID3"u8.ToArray(), "audio/mpeg"),
        (0, [0xFF, 0xFB], "audio/mpeg"),
        (0, [0xFF, 0xF3], "audio/mpeg"),
        (0, [0xFF, 0xF1], "audio/aac"),
        (0, [0xFF, 0xF9], "audio/aac"),
        (0, "#!SILK_V3"u8.ToArray(), "audio/silk"),
        (1, "#!SILK_V3"u8.ToArray(), "audio/silk"),
        (0, "%PDF-"u8.ToArray(), "application/pdf"),
        (0, [0x50, 0x4B, 0x03, 0x04], "application/zip"),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
        (0, [0x1F, 0x8B], "application/gzip"),
        (0, "7z"u8.ToArray(), "application/x-7z-compressed"),
        (0, "Rar!"u8.ToArray(), "application/vnd.rar"),
    ];

    /// <returns>A type of the list, <c>text/plain</c> for readable text that is no mark-up, or <see cref="Unknown"/>.</returns>
    public static string Of(ReadOnlySpan<byte> content)
    {
        foreach (var (at, mark, mime) in Marks)
        {
            if (content.Length >= at + mark.Length && content.Slice(at, mark.Length).SequenceEqual(mark)) return mime;
        }

        return IsText(content) ? Text : Unknown;
    }

    /// <summary>What anybody may bring: what people look at, read and listen to. New office files are zip files on the outside, so these come too; what nobody knows does not.</summary>
    public static bool IsOfVisitors(string mime) =>
        mime is Text or "application/pdf" or OfficeFile or OldOfficeFile
        || mime.StartsWith("image/", StringComparison.Ordinal) || mime.StartsWith("audio/", StringComparison.Ordinal) || mime.StartsWith("video/", StringComparison.Ordinal);

    private static bool IsText(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || content.TrimStart(" \t\r\n"u8).StartsWith("<"u8)) return false;
        var head = content[..Math.Min(content.Length, LookedAt)];
        // A character may be cut in two where the look ends.
        for (var cut = 0; cut < 4 && cut < head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut])) return !head.ContainsAnyInRange((byte)0, (byte)8);
            if (head.Length == content.Length) break;
        }

        return false;
    }
}
