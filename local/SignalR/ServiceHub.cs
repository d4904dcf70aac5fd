using Microsoft.AspNetCore.SignalR;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// The server side of every serverless hub. It has no methods of its own: what clients call goes upstream, by way of the one method that
/// <see cref="ServerlessProtocol"/> turns every call into.
/// </summary>
internal sealed class ServiceHub(HubName hub, IUpstream? upstream = null) : Hub
{
    private const string Caller = "caller";

    public override Task OnConnectedAsync()
    {
        if (upstream is not null)
        {
            var caller = ClientCaller.Of(Context);
            Context.Items[Caller] = caller;
            upstream.Connected(hub.Value, caller);
        }

        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (upstream is not null && Context.Items[Caller] is ClientCaller caller) upstream.Disconnected(hub.Value, caller, exception?.Message);
        return Task.CompletedTask;
    }

    public Task<object?> Upstream(string method, object?[] arguments) => upstream!.CallAsync(hub.Value, method, (ClientCaller)Context.Items[Caller]!, arguments);
}

internal sealed record HubName(string Value);
