namespace OmniFunctions.ServiceLevels;

/// <param name="Until">Null while it lasts.</param>
public sealed record PauseSpan(PauseReason Reason, DateTimeOffset From, DateTimeOffset? Until);
