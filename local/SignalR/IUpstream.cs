namespace OmniFunctions.Local.SignalR;

/// <summary>What hears of a hub's clients, as the web address that the service calls upstream. Where there is none, clients only listen.</summary>
internal interface IUpstream
{
    /// <summary>The types of the arguments of a method that clients may call; null where nobody answers to that name.</summary>
    IReadOnlyList<Type>? ParametersOf(string hub, string method);

    /// <summary>Runs what answers to a client's call, and gives what it returned.</summary>
    Task<object?> CallAsync(string hub, string method, ClientCaller caller, object?[] arguments);

    /// <summary>Tells that a client has come. It is not waited for.</summary>
    void Connected(string hub, ClientCaller caller);

    /// <param name="error">Why it went, where it did not go of its own accord.</param>
    void Disconnected(string hub, ClientCaller caller, string? error);
}
