using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using SameSite = Microsoft.Azure.Functions.Worker.Http.SameSite;

namespace OmniFunctions.Local.Functions;

internal sealed class PendingCookies : HttpCookies
{
    public List<IHttpCookie> Appended { get; } = [];

    public override void Append(string name, string value) => Appended.Add(new HttpCookie(name, value));

    public override void Append(IHttpCookie cookie) => Appended.Add(cookie);

    public override IHttpCookie CreateNew() => new HttpCookie("", "");

    public static void Write(IResponseCookies cookies, IHttpCookie cookie) => cookies.Append(cookie.Name, cookie.Value, new CookieOptions
    {
        Domain = cookie.Domain,
        Expires = cookie.Expires,
        HttpOnly = cookie.HttpOnly ?? false,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Path = cookie.Path ?? "/",
        Secure = cookie.Secure ?? false,
        SameSite = cookie.SameSite switch
        {
            SameSite.Lax => SameSiteMode.Lax,
            SameSite.Strict => SameSiteMode.Strict,
            SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    });
}
