using OmniFunctions.Customers;

namespace OmniFunctions.Policies;

/// <summary>All that a rule can know of one conversation at one moment. Stored beside what was decided by it, so that it can be decided again.</summary>
/// <param name="Topic">What it is about, if anybody has said so.</param>
/// <param name="Language">In which the customer writes here; the person's own may be another.</param>
/// <param name="Queue">None before it is routed.</param>
/// <param name="At">The hour, the weekday and whether the queue is open follow from it.</param>
public readonly record struct Facts(
    string Channel,
    string Account,
    DateTimeOffset At,
    string? Topic = null,
    string? Language = null,
    PersonFacts? Person = null,
    QueueId? Queue = null,
    QueueFigures? Figures = null);

/// <summary>A queue as routing counted it.</summary>
/// <param name="Length">Conversations that wait.</param>
/// <param name="Staffed">Agents online for it.</param>
/// <param name="Free">Of these, how many could take one more.</param>
/// <param name="WaitSeconds">How long this conversation has waited.</param>
/// <param name="EstimateSeconds">How long it will still wait; absent when nothing is known.</param>
public sealed record QueueFigures(int Length, int Staffed, int Free, int WaitSeconds, int? EstimateSeconds = null);
