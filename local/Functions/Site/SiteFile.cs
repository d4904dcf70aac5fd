using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;

namespace OmniFunctions.Local.Functions;

/// <param name="Tag">Changes with the file.</param>
/// <param name="IsHashed">The name holds a hash of the content, so that it may be kept for ever.</param>
/// <param name="Compressed">The copies beside it, best first, by content encoding.</param>
internal sealed partial record SiteFile(
    string Location, string ContentType, string Tag, bool IsHashed, IReadOnlyList<(string Encoding, string Location)> Compressed)
{
    private static readonly (string Encoding, string Suffix)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    public static SiteFile At(string root, string location, FileExtensionContentTypeProvider types)
    {
        var info = new FileInfo(location);
        var type = types.TryGetContentType(location, out var known) ? known : "application/octet-stream";
        return new(
            location,
            IsText(type) ? $"{type}; charset=utf-8" : type,
            string.Create(CultureInfo.InvariantCulture, $"\"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}\""),
            Hashed().IsMatch("/" + Path.GetRelativePath(root, location).Replace(Path.DirectorySeparatorChar, '/')),
            [.. Encodings.Select(each => (each.Encoding, Location: location + each.Suffix)).Where(each => File.Exists(each.Location))]);
    }

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/javascript" or "application/manifest+json";

    [GeneratedRegex("/assets/.*[-.][A-Za-z0-9_-]{8,}\\.[a-z0-9]+$")]
    private static partial Regex Hashed();
}
