using System.Net;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Access;

/// <summary>Where a request came from, for counting attempts.</summary>
internal static class CallerAddress
{
    private const string Forwarded = "X-Forwarded-For";

    /// <summary>
    /// Behind a proxy on this machine, as the Functions host is one, every request comes from the loopback address: then the last entry of
    /// the proxy's header is the caller. From anywhere else the header is the caller's own word, and is not asked.
    /// </summary>
    public static string Of(HttpContext http)
    {
        var remote = http.Connection.RemoteIpAddress;
        if (remote is not null && !IPAddress.IsLoopback(remote)) return remote.ToString();
        var last = http.Request.Headers[Forwarded].ToString().Split(',')[^1].Trim();
        return IPEndPoint.TryParse(last, out var caller) ? caller.Address.ToString() : remote?.ToString() ?? "";
    }
}
