using System.Globalization;
using OmniFunctions.ServiceLevels;
using OmniFunctions.Tests.Specs.ServiceLevels.Oracle;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

/// <summary>
/// The product against an independent oracle, over every zone of this machine. <c>OMNI_HOURS_CASES</c> asks for more cases, <c>OMNI_HOURS_SEED</c>
/// for others, or for those of a failure again.
/// </summary>
public sealed class OracleSpecs(ITestOutputHelper output)
{
    private const int UsualCases = 220_000;

    private static readonly int Cases = Setting("OMNI_HOURS_CASES", UsualCases);
    private static readonly int Seed = Setting("OMNI_HOURS_SEED", 20_260_101);

    [Fact]
    public void The_calendar_and_its_clocks_agree_with_an_independent_oracle_in_every_zone()
    {
        var asked = 0;
        for (var draw = 0; asked < Cases; draw++)
        {
            var seed = unchecked(Seed + draw);
            var maker = new CaseMaker(seed);
            var (subject, other) = (new Subject(maker.Hours, maker.Begins), new Subject(maker.Others, maker.Begins));
            foreach (var question in maker.Questions(subject))
            {
                asked++;
                if (Tried(() => question.Disagreement(subject)) is not null)
                {
                    Fail(seed, Smallest(question, smaller => smaller.Smaller(), smaller => smaller.Disagreement()));
                }
            }

            foreach (var life in maker.Lives())
            {
                asked++;
                if (Tried(() => life.Disagreement([subject, other])) is not null)
                {
                    Fail(seed, Smallest(life, smaller => smaller.Smaller(), smaller => smaller.Disagreement()));
                }
            }
        }

        output.WriteLine($"{asked} cases in {ZoneFile.Names.Count} zones, 0 mismatches, seed {Seed}");
    }

    [Fact]
    public void Every_change_of_every_zones_clock_from_2020_to_2035_is_seen_as_the_oracle_sees_it()
    {
        var changes = 0;
        foreach (var zone in ZoneFile.Names)
        {
            // Periods that begin, end and lie within what is usually skipped or shown twice.
            var hours = Shops.Daily(zone, new("00:15", "00:45"), new("01:30", "02:15"), new("02:30", "02:45"), new("02:50", "03:20"), new("22:30", "24:00"));
            var (calendar, reading) = (hours.Opened(), new Reading(hours));
            foreach (var (at, _) in ZoneFile.Of(zone).ChangesWithin(new DateTime(2020, 1, 1).Ticks, new DateTime(2036, 1, 1).Ticks))
            {
                var (from, until) = (at - TimeSpan.TicksPerDay, at + TimeSpan.TicksPerDay);
                var oracle = new OracleTimeline(zone, reading, Kind.Hours, from).Spans(from, until).Select(span => new OpenSpan(QuestionCase.Utc(span.From), QuestionCase.Utc(span.Until)));
                Assert.Equal(oracle, calendar.Hours.Spans(QuestionCase.Utc(from), QuestionCase.Utc(until)));
                changes++;
            }
        }

        output.WriteLine($"{changes} changes in {ZoneFile.Names.Count} zones, 0 mismatches");
    }

    /// <summary>Takes away what it can while both still disagree.</summary>
    private static (object Case, string Disagreement) Smallest<T>(T failing, Func<T, IEnumerable<T>> smaller, Func<T, string?> disagreement)
        where T : class
    {
        while (smaller(failing).FirstOrDefault(candidate => Tried(() => disagreement(candidate)) is not null) is { } next)
        {
            failing = next;
        }

        return (failing, Tried(() => disagreement(failing)) ?? "both agree when the case is asked alone");
    }

    /// <summary>To throw is to disagree: such a case too is made small and named by its seed.</summary>
    private static string? Tried(Func<string?> disagreement)
    {
        try
        {
            return disagreement();
        }
        catch (Exception e)
        {
            return $"it threw {e}";
        }
    }

    private static void Fail(int seed, (object Case, string Disagreement) smallest) =>
        Assert.Fail($"OMNI_HOURS_SEED={seed}: {smallest.Disagreement}\n{smallest.Case}");

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : usual;
}
