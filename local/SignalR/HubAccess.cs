using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Azure.SignalR.Management;

namespace OmniFunctions.Local.SignalR;

/// <summary>What the typed and the untyped hub context share.</summary>
internal sealed class HubAccess(SignalRService service, LocalHub hub)
{
    public LocalHub Hub { get; } = hub;

    public GroupManager Groups { get; } = new LocalGroupManager(hub.Members);

    public UserGroupManager UserGroups { get; } = new LocalUserGroupManager(hub.Members);

    public ClientManager ClientManager { get; } = new LocalClientManager(hub.Members);

    public NegotiationResponse Negotiate(NegotiationOptions? options)
    {
        options ??= new();
        return new()
        {
            Url = ClientUrl(options),
            AccessToken = service.IssueToken(Hub.Name, options.UserId, options.Claims, options.TokenLifetime),
        };
    }

    /// <summary>
    /// A browser may only talk to the origin its page came from, and one machine has several names for itself. So unless the
    /// connection string says where clients connect, they connect where they already are.
    /// </summary>
    private string ClientUrl(NegotiationOptions options)
    {
        var origin = service.Connection.ClientEndpoint is { } configured ? configured.GetLeftPart(UriPartial.Authority)
            : (options.HttpContext ?? service.CurrentRequest)?.Request is { Host.HasValue: true } request ? $"{request.Scheme}://{request.Host}"
            : (service.Address ?? service.Connection.Endpoint).GetLeftPart(UriPartial.Authority);
        return $"{origin}/client/?hub={Uri.EscapeDataString(Hub.Name)}";
    }
}
