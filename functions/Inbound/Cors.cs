using Microsoft.AspNetCore.Http;
using OmniFunctions.Runtime.Accounts;

namespace OmniFunctions.Inbound;

/// <summary>
/// Lets pages of other origins call an account's webhook: those, and only exactly those, that the account's setting
/// <c>allowed_origins</c> lists, separated by commas. Our own page needs none of it.
/// </summary>
public sealed class Cors(ChannelAccounts accounts)
{
    private const string Setting = "allowed_origins";
    private const string MaxAgeSeconds = "600";

    public void Allow(HttpRequest request, AccountKey account)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || accounts.Find(account)?.Setting(Setting) is not { } allowed) return;
        var headers = request.HttpContext.Response.Headers;
        headers.Vary = "Origin";
        if (!allowed.Split(',', StringSplitOptions.TrimEntries).Contains(origin, StringComparer.Ordinal)) return;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = "authorization, content-type";
        headers.AccessControlMaxAge = MaxAgeSeconds;
    }
}
