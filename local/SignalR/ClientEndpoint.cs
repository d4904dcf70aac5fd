using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;

namespace OmniFunctions.Local.SignalR;

/// <summary>The address clients connect to, <c>/client/?hub=name</c>, for a holder of a token of that hub and for nobody else.</summary>
public static class ClientEndpoint
{
    public const string Path = "/client";
    private const string BearerPrefix = "Bearer ";

    /// <summary>A client that takes nothing for so long is cut off: it comes back and asks for what it missed, and until then nobody keeps it for it.</summary>
    internal static readonly TimeSpan MostStalled = TimeSpan.FromSeconds(5);

    public static void MapSignalRService(this IEndpointRouteBuilder endpoints, SignalRService service)
    {
        var options = new HttpConnectionDispatcherOptions { CloseOnAuthenticationExpiration = false, TransportSendTimeout = MostStalled };
        endpoints
            .MapConnections(Path, options, pipeline => pipeline.Run(connection => RunAsync(service, connection)))
            .Add(endpoint => endpoint.RequestDelegate = Authenticated(service, endpoint.RequestDelegate!));
    }

    private static Task RunAsync(SignalRService service, ConnectionContext connection)
    {
        var request = connection.GetHttpContext()!.Request;
        return service.Known(request.Query["hub"].ToString())!.RunConnectionAsync(connection);
    }

    private static RequestDelegate Authenticated(SignalRService service, RequestDelegate next) => context =>
    {
        var hub = context.Request.Query["hub"].ToString();
        if (service.Known(hub) is null || service.Verify(Token(context.Request), hub) is not { } user)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        context.User = user;
        FramedLine.WatchFor(context);
        return next(context);
    };

    /// <summary>Browsers cannot set headers on a WebSocket, so the protocol lets the token stand in the query as well.</summary>
    private static string Token(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..]
            : request.Query["access_token"].ToString();
    }
}
