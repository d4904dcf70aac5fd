using System.Net;
using System.Net.Sockets;

namespace OmniFunctions.Local.Functions;

/// <summary>Looks whether an address can be listened on, by doing so for a moment.</summary>
internal static class PortProbe
{
    /// <summary>False where the host is no literal address: then the server finds out by itself.</summary>
    public static bool IsTaken(Uri url)
    {
        var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(url.Host.Trim('[', ']'), out var literal) ? literal : null;
        if (address is null) return false;
        try
        {
            using var probe = new TcpListener(address, url.Port);
            probe.Start();
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
