using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Conversations;

/// <summary>One of a conversation's clocks, with what follows from it and the business hours, so that nobody needs those to know when it is due.</summary>
/// <param name="Rule">Which rule of the policy set the target.</param>
/// <param name="PolicyVersion">The document that rule, and the business hours it runs under, are of.</param>
/// <param name="NextDue">The next warning or the breach; null when it has ended, stands still or has fired everything.</param>
/// <param name="BreachDue">When the target will be breached if nothing changes; null once it is, and while it stands still.</param>
public sealed record ConversationClock(
    ServiceMeasure Measure, string Rule, string PolicyVersion, ServiceClock Clock, DateTimeOffset? NextDue, DateTimeOffset? BreachDue)
{
    internal ClockChange Changed(IReadOnlyList<TimerMark> fired) => new(Measure, Rule, PolicyVersion, Clock, NextDue, BreachDue, fired);
}

/// <summary>A clock as it is from now on, and what it fired in becoming so.</summary>
public sealed record ClockChange(
    ServiceMeasure Measure,
    string Rule,
    string PolicyVersion,
    ServiceClock Clock,
    DateTimeOffset? NextDue,
    DateTimeOffset? BreachDue,
    IReadOnlyList<TimerMark> Fired)
{
    internal ConversationClock Now => new(Measure, Rule, PolicyVersion, Clock, NextDue, BreachDue);
}
