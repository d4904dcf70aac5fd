using System.Text.Json.Serialization;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>What happens to a conversation that waits while everybody is busy, or nobody is there.</summary>
/// <param name="When">Absent: always.</param>
/// <param name="AfterSeconds">Of waiting in this queue; 0: on entry.</param>
/// <param name="Text">What the customer is told; absent: what <see cref="Says"/> of the action.</param>
/// <param name="Queue">Where it goes; <see cref="OverflowAction.MoveQueue"/> only.</param>
/// <param name="RepeatSeconds">A notice is given again after so long; absent: once in a round.</param>
public sealed record OverflowStep(
    OverflowAction Do,
    Condition? When = null,
    int AfterSeconds = 0,
    TextKind? Text = null,
    QueueId? Queue = null,
    int? RepeatSeconds = null)
{
    /// <summary>The kind of text that is sent; null: none.</summary>
    [JsonIgnore]
    public TextKind? Says => Text ?? Do switch
    {
        OverflowAction.Notice => TextKind.Queue,
        OverflowAction.SelfService => TextKind.SelfService,
        OverflowAction.Callback => TextKind.NobodyFree,
        OverflowAction.Form or OverflowAction.Close => TextKind.OffHours,
        OverflowAction.MoveQueue => null,
        _ => throw new InvalidOperationException($"There is no action {Do}."),
    };
}

[JsonConverter(typeof(CamelCase<OverflowAction>))]
public enum OverflowAction
{
    /// <summary>The customer is told where they stand; they go on waiting.</summary>
    Notice,

    /// <summary>The customer is shown how to help themselves; they go on waiting.</summary>
    SelfService,

    MoveQueue,

    /// <summary>A form takes a message, which becomes work with a due time.</summary>
    Form,

    /// <summary>A call back is offered.</summary>
    Callback,

    Close,
}

/// <summary>The customer leaves the line and is written to, or called, at an agreed time.</summary>
/// <param name="Hours">When a callback can fall; absent: the queue's own hours.</param>
/// <param name="Attempts">In all.</param>
/// <param name="BackOffSeconds">Between attempts; the last one goes on holding.</param>
/// <param name="EarliestSeconds">From the wish to the first attempt.</param>
/// <param name="MaxDays">From the wish to the agreed time.</param>
/// <param name="DefaultZone">IANA id; of a customer whose zone is not known. Absent: that of the hours.</param>
public sealed record CallbackPolicy(
    bool Enabled = true,
    string? Hours = null,
    int Attempts = 3,
    IReadOnlyList<int>? BackOffSeconds = null,
    int EarliestSeconds = 60,
    int MaxDays = 7,
    string? DefaultZone = null)
{
    private static readonly int[] DefaultBackOffSeconds = [900, 3_600];

    public IReadOnlyList<int> BackOffSeconds { get; init => field = value is null or [] ? DefaultBackOffSeconds : value; } =
        BackOffSeconds is null or [] ? DefaultBackOffSeconds : BackOffSeconds;
}
