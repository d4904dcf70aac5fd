using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// Serves the web client where no function answers, as the static web host of the cloud deployment does.
/// The files are listed once at start-up, so a request can name nothing but what was there.
/// </summary>
internal sealed class StaticSite
{
    private const int MaxFiles = 10_000;
    private readonly Dictionary<string, SiteFile> files = new(StringComparer.Ordinal);

    private StaticSite() { }

    /// <summary>Null where the app brings no site.</summary>
    public static StaticSite? In(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var site = new StaticSite();
        var types = new FileExtensionContentTypeProvider();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Take(MaxFiles))
            site.files["/" + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')] = SiteFile.At(folder, file, types);
        return site;
    }

    /// <summary>False where the site has nothing under the path.</summary>
    public async Task<bool> TryServeAsync(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return false;
        var path = request.Path.Value ?? "/";
        if (!files.TryGetValue(path.EndsWith('/') ? path + "index.html" : path, out var file))
        {
            if (!files.ContainsKey(path + "/index.html")) return false;
            http.Response.Redirect(request.PathBase + path + "/" + request.QueryString);
            return true;
        }

        Headers(http.Response, file, path);
        if (request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known && known.Contains(file.Tag, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        await SendAsync(http, file);
        return true;
    }

    private static async Task SendAsync(HttpContext http, SiteFile file)
    {
        var response = http.Response;
        response.ContentType = file.ContentType;
        var source = file.Location;
        foreach (var (encoding, location) in file.Compressed)
        {
            if (!http.Request.Headers.AcceptEncoding.ToString().Contains(encoding, StringComparison.OrdinalIgnoreCase)) continue;
            response.Headers.ContentEncoding = encoding;
            source = location;
            break;
        }

        response.ContentLength = new FileInfo(source).Length;
        if (HttpMethods.IsHead(http.Request.Method)) return;
        await response.SendFileAsync(source, http.RequestAborted);
    }

    private static void Headers(HttpResponse response, SiteFile file, string path)
    {
        var headers = response.Headers;
        headers[HeaderNames.ETag] = file.Tag;
        headers[HeaderNames.CacheControl] = file.IsHashed ? "public, max-age=31536000, immutable" : "no-cache";
        if (file.Compressed.Count > 0) headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        SiteSecurity.Apply(headers, path);
    }
}
