using OmniFunctions.Channels;
using OmniFunctions.Conversations;

namespace OmniFunctions.Desk;

/// <summary>The body of an action.</summary>
public abstract record ActionRequest
{
    /// <summary>The conversation's version as the one who acts last saw it: when it has another by now, nothing happens. Left out, the action is done on whatever there is.</summary>
    public long? Version { get; init; }
}

/// <summary>An action that needs nothing to be said about it.</summary>
public sealed record PlainRequest : ActionRequest;

/// <param name="MessageId">Made by the client: letters, digits, hyphens and underscores, 1 to 64. Twice the same is one reply.</param>
/// <param name="Text">May be left out where there is a content: it then says the same in words.</param>
/// <param name="IsSuggestion">A machine wrote it and the agent sent it.</param>
/// <param name="Content">Where it is more than a text. Of a file only <c>storedAs</c> counts: what it is called and what it is says the store.</param>
public sealed record ReplyRequest(string? MessageId, string? Text, bool IsSuggestion = false, OutgoingContent? Content = null) : ActionRequest;

/// <summary>What failed, or may not have arrived, is sent once more.</summary>
public sealed record ResendRequest(string? MessageId) : ActionRequest;

/// <summary>What became of a message of unknown outcome, as the agent found it at the platform.</summary>
public sealed record SettleRequest(string? MessageId, bool? HasArrived) : ActionRequest;

/// <summary>A reply that is not sent: what would become of it.</summary>
public sealed record PreviewRequest(string? Text, OutgoingContent? Content = null) : ActionRequest;

public sealed record RecallRequest(string? MessageId) : ActionRequest;

/// <param name="Mentions">Ids of agents who are told.</param>
public sealed record NoteRequest(string? MessageId, string? Text, IReadOnlyList<string>? Mentions = null) : ActionRequest;

public sealed record WhisperRequest(string? MessageId, string? Text) : ActionRequest;

/// <summary>To a queue or to an agent.</summary>
public sealed record TransferRequest(string? Queue = null, string? Agent = null, string? Reason = null) : ActionRequest;

public sealed record ConsultRequest(string? Agent, string? Reason = null) : ActionRequest;

public sealed record ParticipantRequest(string? Agent) : ActionRequest;

public sealed record TakeOverRequest(string? Reason = null) : ActionRequest;

public sealed record LabelsRequest(IReadOnlyList<string>? Add = null, IReadOnlyList<string>? Remove = null) : ActionRequest;

public sealed record PriorityRequest(int? Points) : ActionRequest;

/// <param name="Topic">Null takes it away.</param>
public sealed record TopicRequest(string? Topic) : ActionRequest;

/// <param name="Disposition">Null takes it away.</param>
public sealed record DispositionRequest(string? Disposition) : ActionRequest;

public sealed record ScheduleRequest(string? MessageId, string? Text, DateTimeOffset? At) : ActionRequest;

public sealed record CancelScheduledRequest(string? MessageId) : ActionRequest;

/// <param name="Until">Null = until the customer writes or somebody wakes it.</param>
public sealed record SnoozeRequest(DateTimeOffset? Until = null) : ActionRequest;

public sealed record CloseRequest(CloseReason? Reason) : ActionRequest;

/// <param name="DueAt">Null = as early as the queue calls back.</param>
/// <param name="Zone">The customer's, an IANA id; null = the queue's.</param>
/// <param name="MessageId">Twice the same is one.</param>
public sealed record CallbackRequest(string? MessageId, DateTimeOffset? DueAt = null, string? Zone = null) : ActionRequest;

public sealed record CallbackOutcomeRequest(CallbackOutcome? Outcome) : ActionRequest;

public sealed record MergeRequest(string? Into) : ActionRequest;
