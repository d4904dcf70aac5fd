namespace OmniFunctions.Widget;

/// <param name="Visitor">The token of an earlier visit.</param>
public sealed record WidgetSessionRequest(string? Visitor);

public sealed record WidgetSession(WidgetVisitor Visitor);

public sealed record WidgetVisitor(string Id, string Token);

public sealed record WidgetMessages(IReadOnlyList<WidgetMessage> Items, string Cursor, WidgetState State);

/// <param name="From">customer or agent.</param>
/// <param name="Id">Of a customer's message the one its page made.</param>
/// <param name="AgentName">Null for the customer's own.</param>
public sealed record WidgetMessage(string Cursor, DateTimeOffset At, string From, string Id, string Text, string? AgentName);

/// <param name="Phase">none, waiting, offered, serving or closed.</param>
/// <param name="AgentName">Who serves, once someone does.</param>
public sealed record WidgetState(string Phase, string? AgentName);
