using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A call by a client, or its coming or going.</summary>
public sealed class SignalRInvocationContext
{
    public object[]? Arguments { get; set; }

    /// <summary>Why the client went, where it did not go of its own accord.</summary>
    public string? Error { get; set; }

    public string? ConnectionId { get; set; }

    public string? Event { get; set; }

    public string? Hub { get; set; }

    public SignalRInvocationCategory Category { get; set; }

    public string? UserId { get; set; }

    public IDictionary<string, StringValues>? Headers { get; set; }

    public IDictionary<string, StringValues>? Query { get; set; }

    public IDictionary<string, StringValues>? Claims { get; set; }
}

public enum SignalRInvocationCategory
{
    Connections = 0,
    Messages = 1,
}
