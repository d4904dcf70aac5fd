using System.Globalization;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

/// <summary>
/// Draws business hours, questions and lives of clocks from a seed; the same seed is the same draw. It prefers what is hard: the days around a change
/// of the zone's clock, and periods that begin or end at the very readings which are skipped or shown twice.
/// </summary>
internal sealed class CaseMaker
{
    private const int QuestionsPerDraw = 63;
    private const int LivesPerDraw = 12;
    private const int FirstYear = 1981;
    private const int LastNamedYear = 2034;
    private const int LastYear = 2096;

    private readonly Random random;
    private readonly long change;
    private readonly long[] interestingReadings;

    internal CaseMaker(int seed)
    {
        // Seeds in a row give zones in a row, so that a run passes through all of them.
        var zones = ZoneFile.Names;
        var zone = zones[(int)((uint)seed % zones.Count)];
        random = new Random(seed);
        var file = ZoneFile.Of(zone);
        var (first, last) = (YearBegins(FirstYear), YearBegins(file.RuleFits ? LastYear : LastNamedYear));
        var changes = file.Changes.Where(change => change.At > first && change.At < last).Select(change => change.At).ToArray();
        change = changes.Length > 0 && random.Next(10) > 0 ? changes[random.Next(changes.Length)] : random.NextInt64(first, last);
        interestingReadings = [change + file.OffsetAt(change - 1), change + file.OffsetAt(change)];
        Begins = change - random.NextInt64(6 * TimeSpan.TicksPerDay) - TimeSpan.TicksPerDay;
        Hours = MakeHours("a", zone);
        var elsewhere = zones[random.Next(zones.Count)];
        var isSure = ZoneFile.Of(elsewhere).RuleFits || Begins < YearBegins(LastNamedYear);
        Others = MakeHours("b", isSure && random.Next(2) == 0 ? elsewhere : zone);
    }

    internal BusinessHours Hours { get; }

    /// <summary>What comes instead of them in flight: the zone's next version, or the hours of a queue far away.</summary>
    internal BusinessHours Others { get; }

    /// <summary>No question is asked about anything before.</summary>
    internal long Begins { get; }

    internal IEnumerable<QuestionCase> Questions(Subject subject)
    {
        var edges = subject.Oracle(Kind.MeteredHours).Spans(Begins, Begins + (12 * TimeSpan.TicksPerDay)).SelectMany(span => new[] { span.From, span.Until }).ToArray();
        for (var i = 0; i < QuestionsPerDraw; i++)
        {
            // The one that decides about breaches is asked twice as often as each of the others.
            var question = i % 7 < 6 ? (Question)(i % 7) : Question.After;
            var (kind, at) = ((Kind)random.Next(3), Math.Max(Begins, SomeInstant(edges)));
            // Now and then the time is just what is left until some closing.
            var length = question == Question.After && edges.Length > 0 && random.Next(3) == 0
                ? subject.Oracle(kind).OpenBetween(at, Math.Max(at, edges[random.Next(edges.Length)]))
                : SomeLength();
            yield return new QuestionCase(Hours, kind, question, at, length);
        }
    }

    internal IEnumerable<LifeCase> Lives()
    {
        for (var i = 0; i < LivesPerDraw; i++)
        {
            var targets = Enumerable.Range(0, 3).Select(_ => SomeTarget()).ToArray();
            var at = Math.Max(Begins, SomeInstant([]));
            var start = at;
            var steps = new List<Step>();
            for (var left = random.Next(1, 9); left > 0; left--)
            {
                // Now and then a clock was corrected, or a message came late.
                at = random.Next(25) == 0 ? Math.Max(start, at - SomeLength() / 8) : at + (SomeLength() / 4);
                var what = (Happening)random.Next((int)Happening.Stops);
                steps.Add(new Step(what, Which(what), random.Next(6) == 0 ? null : at));
            }

            if (random.Next(4) > 0)
            {
                steps.Add(new Step(random.Next(4) > 0 ? Happening.Stops : Happening.IsCancelled, 0, random.Next(6) == 0 ? null : at + (SomeLength() / 4)));
            }

            yield return new LifeCase([Hours, Others], [.. targets], start, [.. steps]);
        }
    }

    private BusinessHours MakeHours(string version, string zone)
    {
        var neverCloses = random.Next(20) == 0;
        // All dates begin their work at the same minute, and none works longer than a day, so that no two overlap.
        var dayBegins = !neverCloses && random.Next(3) == 0 ? SomeMinute() : 0;
        var usual = Periods(dayBegins, mayBeClosed: false);
        IReadOnlyList<Period> Day(bool weekend) => random.Next(10) switch
        {
            < 6 => weekend ? [] : usual,
            6 => usual,
            _ => Periods(dayBegins, mayBeClosed: true),
        };
        var week = neverCloses
            ? WeekHours.Daily(new Period("00:00", "24:00"))
            : new WeekHours(usual, Day(false), Day(false), Day(false), Day(false), Day(true), Day(true));
        var dates = Enumerable.Range(0, 14).Select(_ => Date(Begins + random.NextInt64(20 * TimeSpan.TicksPerDay))).Distinct().ToArray();
        var holidays = random.Next(4);
        return new BusinessHours(
            version,
            zone,
            week,
            [.. dates.Take(holidays).Select(date => new Holiday(date, "away", random.Next(2) == 0 ? null : Periods(dayBegins, mayBeClosed: true)))],
            [
                .. dates.Skip(holidays).Take(random.Next(3)).Select(date => random.Next(2) == 0
                    ? new WorkingDay(date, "in exchange", Like: "monday")
                    : new WorkingDay(date, "in exchange", Periods: Periods(dayBegins, mayBeClosed: false))),
            ],
            [.. Exemptions()]);
    }

    private List<Period> Periods(int dayBegins, bool mayBeClosed)
    {
        var periods = new List<Period>();
        if (mayBeClosed && random.Next(3) == 0)
        {
            return periods;
        }

        var cuts = Enumerable.Range(0, 2 * random.Next(1, 4)).Select(_ => (SomeMinute() - dayBegins + 1_440) % 1_440).Distinct().Order().ToList();
        for (var i = 0; i + 1 < cuts.Count; i += 2)
        {
            var (from, to) = (dayBegins + cuts[i], dayBegins + cuts[i + 1]);
            // What begins after midnight is the next date's affair.
            if (from < 1_440)
            {
                periods.Add(new Period(Time(from), to == 1_440 && random.Next(2) == 0 ? "24:00" : Time(to % 1_440)));
            }
        }

        return periods.Count > 0 ? periods : [new Period(Time(dayBegins), Time((dayBegins + 1_439) % 1_440))];
    }

    private IEnumerable<Exemption> Exemptions()
    {
        var cuts = Enumerable.Range(0, 2 * Math.Max(0, random.Next(4) - 1))
            .Select(_ => random.Next(3) == 0 ? interestingReadings[random.Next(2)] + SomeNudge() : Begins + random.NextInt64(14 * TimeSpan.TicksPerDay))
            .Select(reading => reading - (reading % TimeSpan.TicksPerMinute))
            .Distinct()
            .Order()
            .ToList();
        for (var i = 0; i + 1 < cuts.Count; i += 2)
        {
            yield return new Exemption(ReadingOf(cuts[i]), ReadingOf(cuts[i + 1]), "not measured");
        }
    }

    private ServiceTarget SomeTarget()
    {
        int[] warnings = [.. new[] { 1, 33, 50, 75, 80, 99 }.Where(_ => random.Next(3) == 0)];
        var seconds = 1 + (int)(SomeLength() / 4 / TimeSpan.TicksPerSecond);
        return new ServiceTarget(ServiceMeasure.FirstResponse, seconds, (TimeBasis)random.Next(2), [.. warnings]);
    }

    private int Which(Happening what) => what switch
    {
        Happening.Pauses or Happening.Resumes or Happening.ChangesCalendar => random.Next(2),
        Happening.ChangesTarget => random.Next(3),
        _ => 0,
    };

    private long SomeInstant(long[] edges) => random.Next(5) switch
    {
        0 when edges.Length > 0 => edges[random.Next(edges.Length)] + random.Next(-1, 2),
        1 => change + random.Next(-1, 2),
        2 => change + random.NextInt64(-3 * TimeSpan.TicksPerHour, 3 * TimeSpan.TicksPerHour),
        3 => Begins + (random.NextInt64(20_000) * TimeSpan.TicksPerMinute),
        _ => Begins + random.NextInt64(14 * TimeSpan.TicksPerDay),
    };

    /// <summary>From a second to a month, each order of magnitude as likely as the other; every second one in whole minutes.</summary>
    private long SomeLength()
    {
        var ticks = (long)(TimeSpan.TicksPerSecond * Math.Pow(10, random.NextDouble() * 6.4));
        return random.Next(2) == 0 ? ticks : ticks - (ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute;
    }

    private long SomeNudge() => random.Next(-4, 5) * 15 * TimeSpan.TicksPerMinute;

    private int SomeMinute() => random.Next(4) switch
    {
        0 => (int)(((interestingReadings[random.Next(2)] + SomeNudge()) / TimeSpan.TicksPerMinute) % 1_440),
        1 => random.Next(24) * 60,
        _ => random.Next(1_440),
    };

    private static long YearBegins(int year) => new DateTime(year, 1, 1).Ticks;

    private static string Time(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static string Date(long reading) => new DateTime(reading).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string ReadingOf(long reading) => new DateTime(reading).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
