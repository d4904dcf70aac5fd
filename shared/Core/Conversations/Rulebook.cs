using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Conversations;

/// <summary>The rules a decision is made by, and the little of the world it must know to apply them.</summary>
/// <param name="Active">The document in force.</param>
/// <param name="Earlier">Calendars by version, of documents that were in force before: running clocks may still name them (<see cref="Lifecycle.PoliciesOf"/>).</param>
/// <param name="NameOf">What customers are told an agent is called; null where that is not known.</param>
/// <param name="Zones">What the machine knows under an IANA id.</param>
public sealed record Rulebook(
    CompiledPolicy Active,
    IReadOnlyDictionary<string, BusinessCalendar>? Earlier = null,
    Func<AgentId, string?>? NameOf = null,
    Func<string, TimeZoneInfo?>? Zones = null)
{
    /// <summary>Of a queue that is always attended. Shared, because clocks name it by its version.</summary>
    internal static BusinessCalendar Always { get; } =
        BusinessCalendar.Of(new BusinessHours("always", "UTC", WeekHours.Daily(new Period("00:00", "24:00"))), TimeZoneInfo.Utc);

    internal QueuePolicy TermsOf(QueueId queue) => Active.TermsOf(queue);

    internal SurveyPolicy? Survey => Active.Document.Survey;

    internal BusinessCalendar CalendarOf(QueueId queue) => Active.CalendarOf(queue) ?? Always;

    /// <summary>Null for one that nobody knows any more.</summary>
    internal BusinessCalendar? CalendarNamed(string version) =>
        version == Always.Version ? Always : Active.Calendar(version) ?? Earlier?.GetValueOrDefault(version);
}
