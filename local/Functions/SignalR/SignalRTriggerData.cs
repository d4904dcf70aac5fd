using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Local.SignalR;

namespace OmniFunctions.Local.Functions;

internal sealed class SignalRTriggerData(string hub, SignalRInvocationCategory category, string what, ClientCaller caller, object?[] arguments, string? error) : TriggerData
{
    public IReadOnlyList<object?> Arguments => arguments;

    public SignalRInvocationContext Context { get; } = new()
    {
        Hub = hub,
        Category = category,
        Event = what,
        ConnectionId = caller.ConnectionId,
        UserId = caller.UserId,
        Claims = caller.Claims,
        Headers = caller.Headers,
        Query = caller.Query,
        Arguments = arguments!,
        Error = error,
    };
}
