using System.Text.Json.Serialization;
using OmniFunctions.Json;
using OmniFunctions.Routing;

namespace OmniFunctions.Policies;

/// <summary>A waiting line and the terms on which one waits in it.</summary>
/// <param name="Name">Shown to agents.</param>
/// <param name="OfferSeconds">How long an agent has to accept.</param>
/// <param name="FirstResponseSeconds">From the customer's first message to the first reply by a person, around the clock, where no <see cref="TargetRule"/> says otherwise.</param>
/// <param name="ReopenSeconds">How long a closed conversation can be taken up again by the customer.</param>
/// <param name="Hours">The <see cref="QueueHours"/> in which it is attended; absent: always.</param>
/// <param name="LastAgentWaitSeconds">How long the line waits for the person's owner or last agent while they are online but full.</param>
/// <param name="WrapUpSeconds">How long an agent has after closing before the place counts as free; 0: none.</param>
/// <param name="MaxTransfers">In one round, from opening or reopening to closing.</param>
/// <param name="MaxWaiting">Beyond, the line is full: what <paramref name="Overflow"/> says happens on entry.</param>
/// <param name="Priority">Added to that of whoever waits in it.</param>
/// <param name="Ageing">How waiting raises the priority, so that nobody waits for ever.</param>
/// <param name="Widening">What is asked for less strictly as the wait grows, in order of time.</param>
/// <param name="Overflow">In order; the first whose condition holds and which was not done in this round is done.</param>
public sealed record QueuePolicy(
    QueueId Id,
    string Name,
    int OfferSeconds = QueuePolicy.DefaultOfferSeconds,
    int FirstResponseSeconds = QueuePolicy.DefaultFirstResponseSeconds,
    int ReopenSeconds = QueuePolicy.DefaultReopenSeconds,
    string? Hours = null,
    Reception Reception = Reception.Live,
    Strategy Strategy = Strategy.LongestIdle,
    int LastAgentWaitSeconds = 0,
    int WrapUpSeconds = 0,
    int MaxTransfers = QueuePolicy.DefaultMaxTransfers,
    int MaxWaiting = QueuePolicy.DefaultMaxWaiting,
    int Priority = 0,
    Ageing? Ageing = null,
    IReadOnlyList<WideningStep>? Widening = null,
    IReadOnlyList<OverflowStep>? Overflow = null,
    CallbackPolicy? Callback = null,
    WrapUpPolicy? WrapUp = null)
{
    public const int DefaultOfferSeconds = 30;
    public const int DefaultFirstResponseSeconds = 60;
    public const int DefaultReopenSeconds = 24 * 3_600;
    public const int DefaultMaxTransfers = 5;
    public const int DefaultMaxWaiting = 1_000;

    public Ageing Ageing { get; init => field = value ?? Ageing.Default; } = Ageing ?? Ageing.Default;

    public IReadOnlyList<WideningStep> Widening { get; init => field = value ?? []; } = Widening ?? [];

    public IReadOnlyList<OverflowStep> Overflow { get; init => field = value ?? []; } = Overflow ?? [];

    /// <summary>Nothing to fill in, where the document says nothing.</summary>
    public WrapUpPolicy WrapUp { get; init => field = value ?? new(); } = WrapUp ?? new();
}

[JsonConverter(typeof(CamelCase<Reception>))]
public enum Reception
{
    /// <summary>The customer is there and waits for an answer.</summary>
    Live,

    /// <summary>The customer may leave; work has due times and nothing ends by itself.</summary>
    Async,
}

/// <summary>A summary to be filled in at the end of a conversation (服务小结).</summary>
/// <param name="Dispositions">A tree of at most <see cref="PolicyLimits.MaxDispositionLevels"/> levels; none: nothing is asked.</param>
public sealed record WrapUpPolicy(IReadOnlyList<Disposition>? Dispositions = null, bool RequiredBeforeClose = false)
{
    public IReadOnlyList<Disposition> Dispositions { get; init => field = value ?? []; } = Dispositions ?? [];
}

/// <summary>What a conversation came to.</summary>
/// <param name="Parent">The id of another one in the same list.</param>
public sealed record Disposition(string Id, string Name, string? Parent = null);
