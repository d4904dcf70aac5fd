using OmniFunctions.Policies;

namespace OmniFunctions.Conversations;

#pragma warning disable CA1822

/// <summary>The rules a decision is made by.</summary>
/// <param name="Active">The document in force.</param>
public sealed record Rulebook(ServicePolicy Active)
{
    public QueuePolicy TermsOf(QueueId queue) => Active.TermsOf(queue);

    internal bool Knows(QueueId queue) => Active.Queues.Any(known => known.Id == queue);

    internal int MaxTransfers(QueueId queue) => 5;

    internal int WrapUpSeconds(QueueId queue) => 0;

    internal bool RequiresDisposition(QueueId queue) => false;

    internal bool KnowsDisposition(QueueId queue, string disposition) => true;

    internal int UnitsOf(string channel) => 1;

    internal bool AllowsSeveralRatings => false;

    internal int RatingSteps => 5;

    internal int RatingValidHours => 48;

    internal bool KnowsRatingTag(string tag) => true;

    internal CallbackTime CallbackDue(QueueId queue, DateTimeOffset? wanted, string? zone, DateTimeOffset now) => new(null, Refusal.CallbackNotOffered);

    internal DateTimeOffset? NextAttempt(QueueId queue, string? zone, int attempt, DateTimeOffset now) => null;
}

internal readonly record struct CallbackTime(DateTimeOffset? DueAt, Refusal? Refusal);
