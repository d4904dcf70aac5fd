using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Primitives;

namespace OmniFunctions.Local.SignalR;

/// <summary>Who called, as of the moment they connected: the request is gone when a disconnection is told.</summary>
internal sealed record ClientCaller(
    string ConnectionId, string? UserId, IDictionary<string, StringValues> Claims, IDictionary<string, StringValues> Headers, IDictionary<string, StringValues> Query)
{
    /// <summary>In the query of a WebSocket, where headers cannot be set. It is nobody's but the service's.</summary>
    private const string Token = "access_token";

    public static ClientCaller Of(HubCallerContext context)
    {
        var request = context.GetHttpContext()?.Request;
        return new(
            context.ConnectionId,
            context.UserIdentifier,
            (context.User?.Claims ?? []).GroupBy(claim => claim.Type).ToDictionary(group => group.Key, group => new StringValues([.. group.Select(claim => claim.Value)])),
            Copy(request?.Headers.Where(header => !string.Equals(header.Key, "Authorization", StringComparison.OrdinalIgnoreCase))),
            Copy(request?.Query.Where(value => value.Key != Token)));
    }

    private static Dictionary<string, StringValues> Copy(IEnumerable<KeyValuePair<string, StringValues>>? values) => new(values ?? [], StringComparer.OrdinalIgnoreCase);
}
