using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>What one client gets to connect with.</summary>
public class NegotiationOptions
{
    /// <summary>The user as the server verified it; the client cannot change it.</summary>
    public string? UserId { get; set; }

    public IList<Claim>? Claims { get; set; }

    /// <summary>How long the token opens a connection. A connection that is open stays open beyond it.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The request that asks, where there is one.</summary>
    public HttpContext? HttpContext { get; set; }

    public bool EnableDetailedErrors { get; set; }

    public bool IsDiagnosticClient { get; set; }
}
