using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Live;

/// <summary>What the hub tells of pages that come and go. Nothing else goes this way: no page calls the server through its live connection.</summary>
public sealed class LiveConnectionFunctions(LiveConnections connections)
{
    private const string Connections = "connections";

    [Function("LiveConnected")]
    public Task OpenedAsync([SignalRTrigger(nameof(DeskHub), Connections, "connected")] SignalRInvocationContext context, CancellationToken cancellationToken) =>
        LiveCaller.Of(context) is { } caller ? connections.OpenedAsync(caller, context.ConnectionId!, cancellationToken) : Task.CompletedTask;

    [Function("LiveDisconnected")]
    public Task ClosedAsync([SignalRTrigger(nameof(DeskHub), Connections, "disconnected")] SignalRInvocationContext context, CancellationToken cancellationToken) =>
        LiveCaller.Of(context) is { } caller ? connections.ClosedAsync(caller, context.ConnectionId!, cancellationToken) : Task.CompletedTask;
}
