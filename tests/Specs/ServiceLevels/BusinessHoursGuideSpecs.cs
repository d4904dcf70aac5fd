using System.Runtime.CompilerServices;
using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Tests.Specs.ServiceLevels.Shops;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

/// <summary>The guide's examples, tried out.</summary>
public sealed class BusinessHoursGuideSpecs
{
    private static readonly BusinessHours Example = ReadExample();

    [Fact]
    public void The_document_of_the_guide_has_no_fault() =>
        Assert.Empty(BusinessHoursValidation.Faults(Example, TimeZoneInfo.FindSystemTimeZoneById(Example.Zone)));

    [Fact]
    public void The_document_of_the_guide_says_what_it_seems_to_say() =>
        Assert.Equal(
            [
                "Fri 13 22:00 +08:00 to Sat 14 06:00 +08:00",
                "Sat 14 09:00 +08:00 to Sat 14 12:00 +08:00",
                "Sat 14 13:00 +08:00 to Sat 14 18:00 +08:00",
                "Mon 16 09:00 +08:00 to Mon 16 12:00 +08:00",
                "Wed 18 09:00 +08:00 to Wed 18 12:00 +08:00",
            ],
            Example.Shown("2026-02-13T00:00+08:00", "2026-02-18T12:30+08:00"));

    [Fact]
    public void A_document_without_its_parts_names_what_is_missing()
    {
        var hours = JsonSerializer.Deserialize("""{ "holidays": [{}] }"""u8, CoreJson.Instance.BusinessHours)!;
        Assert.Equal(["version", "zone", "week", "holidays[0].date", "holidays[0].name"], BusinessHoursValidation.Faults(hours, zone: null).Select(fault => fault.Path));
    }

    [Fact]
    public void The_clock_of_the_guide_is_due_when_it_says()
    {
        var calendar = Weekdays("Asia/Shanghai", NineToFive).Opened();
        var target = new ServiceTarget(ServiceMeasure.FirstResponse, 4 * 3_600, TimeBasis.OpenHours, [50]);
        var clock = Timekeeper.Start(target, calendar, At("2026-01-09T15:00+08:00"));
        Assert.Equal(At("2026-01-09T17:00+08:00"), Timekeeper.NextDue(clock, calendar));
        Assert.Equal(At("2026-01-12T11:00+08:00"), Timekeeper.BreachDue(clock, calendar));

        (clock, _) = Timekeeper.Pause(clock, calendar, PauseReason.WaitingOnCustomer, At("2026-01-09T16:00+08:00"));
        (clock, _) = Timekeeper.Resume(clock, calendar, PauseReason.WaitingOnCustomer, At("2026-01-12T12:00+08:00"));
        Assert.Equal(TimeSpan.FromHours(1), clock.Elapsed);
        Assert.Equal(At("2026-01-12T15:00+08:00"), Timekeeper.BreachDue(clock, calendar));
    }

    private static BusinessHours ReadExample([CallerFilePath] string here = "")
    {
        var guide = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "guides", "business-hours.md"));
        var start = guide.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        return JsonSerializer.Deserialize(guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)], CoreJson.Instance.BusinessHours)!;
    }
}
