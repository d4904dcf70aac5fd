using System.Net;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>Tells who may see what is for this machine's own eyes.</summary>
internal static class ThisMachine
{
    /// <summary>A proxy on this machine forwards for others.</summary>
    public static bool Asks(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("X-Forwarded-For");
}
