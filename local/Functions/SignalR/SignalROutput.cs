using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Local.SignalR;

namespace OmniFunctions.Local.Functions;

/// <summary>Sends messages and group actions straight to the connections in this process.</summary>
internal sealed class SignalROutput(SignalRBindings bindings, string hubName) : IOutputBinding
{
    public string Type => "signalR";

    public Task SendAsync(object value, InvocationContext context) => SendAsync(value, context.CancellationToken);

    private async Task SendAsync(object value, CancellationToken cancellation)
    {
        var hub = bindings.Service!.Hub(hubName);
        switch (value)
        {
            case SignalRMessageAction message:
                await SendAsync(hub, message, cancellation);
                break;
            case SignalRGroupAction action:
                await ActAsync(hub, action, cancellation);
                break;
            case System.Collections.IEnumerable many and not string:
                foreach (var one in many)
                    if (one is not null) await SendAsync(one, cancellation);
                break;
            default:
                throw new FunctionWorkerException($"A SignalR output takes messages and group actions, not a {value.GetType().Name}.");
        }
    }

    private static Task SendAsync(LocalHub hub, SignalRMessageAction message, CancellationToken cancellation)
    {
        var clients = hub.Clients;
        var target = message.ConnectionId is { } connection ? clients.Client(connection)
            : message.UserId is { } user ? clients.User(user)
            : message.GroupName is { } group ? clients.Group(group)
            : clients.All;
        return target.SendCoreAsync(message.Target, message.Arguments ?? [], cancellation);
    }

    private static Task ActAsync(LocalHub hub, SignalRGroupAction action, CancellationToken cancellation)
    {
        var members = hub.Members;
        return (action.Action, action.ConnectionId, action.UserId, action.GroupName) switch
        {
            (SignalRGroupActionType.Add, { } connection, _, { } group) => members.AddToGroupAsync(connection, group, cancellation),
            (SignalRGroupActionType.Remove, { } connection, _, { } group) => members.RemoveFromGroupAsync(connection, group, cancellation),
            (SignalRGroupActionType.RemoveAll, { } connection, _, _) => members.RemoveFromAllGroupsAsync(connection, cancellation),
            (SignalRGroupActionType.Add, _, { } user, { } group) => members.AddUserAsync(user, group, lifetime: null, cancellation),
            (SignalRGroupActionType.Remove, _, { } user, { } group) => members.RemoveUserAsync(user, group, cancellation),
            (SignalRGroupActionType.RemoveAll, _, { } user, _) => members.RemoveUserFromAllAsync(user, cancellation),
            _ => throw new FunctionWorkerException($"The SignalR group action {action.Action} names neither a connection nor a user, or no group."),
        };
    }
}
