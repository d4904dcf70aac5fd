using System.Collections.Frozen;
using OmniFunctions.Customers;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>Reads facts by name. What follows from the moment (hour, weekday, whether it is open) follows by the hours of the queue.</summary>
internal sealed class FactSource
{
    private static readonly WallClock Utc = WallClock.Of(TimeZoneInfo.Utc);

    private readonly string[] tiers;
    private readonly QueueId defaultQueue;
    private readonly FrozenDictionary<QueueId, (BusinessCalendar Calendar, WallClock Clock)> hours;

    internal FactSource(IReadOnlyList<string> tiers, QueueId defaultQueue, IReadOnlyDictionary<QueueId, (BusinessCalendar Calendar, WallClock Clock)> hours)
    {
        this.tiers = [.. tiers];
        this.defaultQueue = defaultQueue;
        this.hours = hours.ToFrozenDictionary();
    }

    internal BusinessCalendar? CalendarOf(QueueId queue) => hours.TryGetValue(queue, out var found) ? found.Calendar : null;

    /// <summary>-1 of a tier that is not in the document.</summary>
    internal int RankOf(string tier) => Array.IndexOf(tiers, tier);

    internal FactReading Read(FactName name, string? attribute, in Facts facts) => name switch
    {
        FactName.Channel => FactReading.Of(facts.Channel),
        FactName.Account => FactReading.Of(facts.Account),
        FactName.Topic => FactReading.Of(facts.Topic),
        FactName.Language => FactReading.Of(facts.Language),
        FactName.PersonTier => Tier(facts.Person?.Tier),
        FactName.PersonTags => FactReading.Of(facts.Person?.Tags ?? default),
        FactName.PersonLanguage => FactReading.Of(facts.Person?.Language),
        FactName.PersonAttribute => Attribute(facts.Person, attribute!),
        FactName.Queue => FactReading.Of(facts.Queue?.Value),
        FactName.QueueOpen => facts.Queue is { } queue ? FactReading.Of(IsOpen(queue, facts.At)) : FactReading.Absent,
        FactName.QueueLength => FactReading.Of(facts.Figures?.Length),
        FactName.QueueFree => FactReading.Of(facts.Figures?.Free),
        FactName.QueueStaffed => FactReading.Of(facts.Figures?.Staffed),
        FactName.QueueWaitSeconds => FactReading.Of(facts.Figures?.WaitSeconds),
        FactName.QueueEstimateSeconds => FactReading.Of(facts.Figures?.EstimateSeconds),
        FactName.TimeHour => FactReading.Of((double)Local(facts).Hour),
        FactName.TimeWeekday => FactReading.Of(Weekdays.NameOf(Local(facts).DayOfWeek)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such fact."),
    };

    internal bool IsOpen(QueueId queue, DateTimeOffset at) => CalendarOf(queue)?.Hours.IsOpen(at) ?? true;

    private static FactReading Attribute(PersonFacts? person, string name)
    {
        if (person?.Attributes is null || !person.Attributes.TryGetValue(name, out var value)) return FactReading.Absent;
        return value.Text is { } text ? FactReading.Of(text) : FactReading.Of(value.Number);
    }

    /// <summary>A person of whom no tier is known, or one that the document no longer has, is of the first.</summary>
    private FactReading Tier(string? tier)
    {
        if (tiers.Length == 0) return FactReading.Absent;
        var rank = tier is null ? 0 : Math.Max(0, RankOf(tier));
        return FactReading.Of(tiers[rank], rank);
    }

    /// <summary>What the wall clock of the queue shows; of a conversation without one, that of the default queue; of a queue without hours, UTC.</summary>
    internal DateTimeOffset Local(in Facts facts)
    {
        var clock = hours.TryGetValue(facts.Queue ?? defaultQueue, out var found) ? found.Clock : Utc;
        return facts.At.ToOffset(clock.OffsetAt(facts.At));
    }
}
