using System.Text.Json.Serialization;

namespace OmniFunctions.Channels;

/// <param name="Id">The platform's handle by which the content is fetched; null where only its address is known.</param>
public sealed record Media(string? Id, string? Mime = null, string? Format = null, string? Url = null, long? SizeBytes = null, string? FileName = null)
{
    /// <summary>Of the content, where the platform says it: lower-case hexadecimal SHA-256.</summary>
    public string? Sha256 { get; init; }

    /// <summary>
    /// The content itself where it came in the request, as with a mail. Whoever takes the item in keeps it before the item goes on; it is never part of it.
    /// </summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>The file's id in our own store, where a page of ours brought it there; null for a platform's, whose id there follows from the message.</summary>
    public string? StoredAs { get; init; }
}

public sealed record Link(string? Title, string Url, string? Description = null);

public sealed record Card(string? Title, string? AppId, string? Path, string? ThumbnailUrl = null);

/// <summary>WGS 84 degrees as the platform gives them (Chinese platforms may shift them).</summary>
public sealed record Location(double Latitude, double Longitude, string? Label = null, string? Address = null);
