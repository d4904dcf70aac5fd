namespace Microsoft.Azure.Functions.Worker;

/// <summary>Calls a method of clients: of one connection, one user, one group, or of all where none is named.</summary>
public sealed class SignalRMessageAction
{
    public SignalRMessageAction(string target) => Target = target;

    public SignalRMessageAction(string target, object[] arguments)
    {
        Target = target;
        Arguments = arguments;
    }

    public string? ConnectionId { get; set; }

    public string? UserId { get; set; }

    public string? GroupName { get; set; }

    public string Target { get; }

    public object[]? Arguments { get; set; }
}

/// <summary>Moves a connection, or a user with all connections, into or out of a group.</summary>
public sealed class SignalRGroupAction(SignalRGroupActionType action)
{
    public string? ConnectionId { get; set; }

    public string? UserId { get; set; }

    public string? GroupName { get; set; }

    public SignalRGroupActionType Action { get; set; } = action;
}

public enum SignalRGroupActionType
{
    Add = 0,
    Remove = 1,
    RemoveAll = 2,
}
