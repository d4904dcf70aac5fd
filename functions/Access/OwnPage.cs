using Microsoft.AspNetCore.Http;
using OmniFunctions.Answers;

namespace OmniFunctions.Access;

/// <summary>
/// Tells a request of our own page from one that another site made a browser send: a form cannot set a header, and a script of
/// another origin must ask first and is told no. Beside the cookie's SameSite, which older browsers and sibling domains get around.
/// </summary>
internal static class OwnPage
{
    private const string Header = "X-Omni";

    public static IResult? Refuse(HttpRequest request, bool takesFile = false)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        if (request.Headers[Header] != "1") return Problems.Invalid(Header, "This header must be 1.");
        var hasBody = request.ContentLength > 0 || request.Headers.ContainsKey("Transfer-Encoding");
        return hasBody && !takesFile && !request.HasJsonContentType() ? Problems.Invalid("Content-Type", "The body must be application/json.") : null;
    }
}
