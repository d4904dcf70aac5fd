using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OmniFunctions.Access;

/// <summary>Where a request came from, for counting attempts.</summary>
internal static class CallerAddress
{
    private const string Forwarded = "X-Forwarded-For";

    /// <summary>
    /// Behind a proxy on this machine, as the Functions host is one, every request comes from the loopback address: then the header's entry that the
    /// first of our own proxies made is the caller (<see cref="ForwardingProxies"/>). What stands before it, and the whole header from anywhere
    /// else, is the caller's own word, and is not asked.
    /// </summary>
    public static string Of(HttpContext http)
    {
        var remote = http.Connection.RemoteIpAddress;
        if (remote is not null && !IPAddress.IsLoopback(remote)) return remote.ToString();
        var proxies = http.RequestServices?.GetService<ForwardingProxies>() ?? ForwardingProxies.Single;
        var entries = http.Request.Headers[Forwarded].ToString().Split(',');
        // A header with fewer entries than proxies did not come through all of them; its first is the farthest that can be trusted.
        var entry = entries[^Math.Min(proxies.Count, entries.Length)].Trim();
        return IPEndPoint.TryParse(entry, out var caller) ? caller.Address.ToString() : remote?.ToString() ?? "";
    }
}
