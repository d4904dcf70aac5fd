using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Access;

/// <summary>
/// What every answer of a function says to browsers: it is what its type says, no page of anybody's, and stands in nobody's frame. Whoever opens the
/// address of an answer in a browser sees data, whatever a customer wrote into it.
/// </summary>
internal static class AnswerHeaders
{
    public const string ContentPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

    public static void Apply(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = ContentPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
