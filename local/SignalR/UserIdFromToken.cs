using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace OmniFunctions.Local.SignalR;

/// <summary>The user of a connection is the one its token names, and nothing else the client sent.</summary>
internal sealed class UserIdFromToken : IUserIdProvider
{
    public string? GetUserId(HubConnectionContext connection) =>
        connection.User.FindFirstValue(AccessTokens.UserIdClaim) ?? connection.User.FindFirstValue(ClaimTypes.NameIdentifier);
}
