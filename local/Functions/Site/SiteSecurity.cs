using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>The headers that keep the pages to their own origin.</summary>
internal static class SiteSecurity
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    public static void Apply(IHeaderDictionary headers, string path)
    {
        // The widget is made to stand in the pages of others; nothing else may be framed.
        var isWidget = path == "/widget" || path.StartsWith("/widget/", StringComparison.Ordinal);
        headers.ContentSecurityPolicy = Policy + (isWidget ? "*" : "'none'");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
