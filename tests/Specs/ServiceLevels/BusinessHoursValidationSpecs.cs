using OmniFunctions.ServiceLevels;
using static OmniFunctions.Tests.Specs.ServiceLevels.Shops;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

public sealed class BusinessHoursValidationSpecs
{
    private static readonly BusinessHours Sound = Weekdays("Asia/Shanghai", NineToFive) with
    {
        Holidays = [new("2026-10-01", "国庆节"), new("2026-09-30", "eve", [new("09:00", "12:00")])],
        WorkingDays = [new("2026-10-10", "调休", Like: "thursday"), new("2026-09-20", "调休", Periods: [NineToFive])],
        Exemptions = [new("2026-02-15T00:00", "2026-02-23T00:00", "春节"), new("2026-02-23T00:00", "2026-02-23T12:00", "a slow start")],
    };

    [Fact]
    public void Hours_of_every_kind_have_no_fault() => Assert.Empty(Faults(Sound));

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var hours = new BusinessHours(
            " ",
            "Asia/Atlantis",
            new WeekHours(Monday: [new("9:00", "25:00")], Tuesday: [new("10:00", "10:00"), new("24:00", "08:00")]),
            [new("2026-02-29", ""), new("2026-05-01", "劳动节"), new("2026-05-01", "again")],
            [new("2026-05-01", "also"), new("2026-05-09", "neither"), new("2026-05-10", "both", "monday", [NineToFive]), new("2026-05-16", "what", "Funday"), new("2026-05-17", "none", "sunday")],
            [new("2026-02-15", "2026-02-23T00:00", "date alone"), new("2026-02-23T00:00", "2026-02-22T00:00", "backwards"), new("2026-03-01T00:00", "2028-01-01T00:00", " ")]);

        Assert.Equal(
            [
                "version",
                "zone",
                "week.monday[0].from", "week.monday[0].to", "week.tuesday[0]", "week.tuesday[1].from",
                "holidays[0].date", "holidays[0].name",
                "workingDays[0]", "workingDays[1]", "workingDays[2]", "workingDays[3].like", "workingDays[4].like",
                "holidays[2].date", "workingDays[0].date",
                "exemptions[0].from", "exemptions[1]", "exemptions[2]", "exemptions[2].reason",
            ],
            Faults(hours, zone: null));
    }

    [Fact]
    public void A_week_without_a_period_would_never_open() => Assert.Equal(["week"], Faults(new BusinessHours("v", "Asia/Shanghai", new WeekHours())));

    [Fact]
    public void A_week_that_is_not_there_is_a_fault_like_any_other() => Assert.Equal(["week"], Faults(new BusinessHours("v", "Asia/Shanghai", null!)));

    [Fact]
    public void A_line_with_nothing_on_it_is_a_fault() =>
        Assert.Equal(
            ["week.monday[0]", "holidays[1].periods[0]", "workingDays[0]", "exemptions[0]"],
            Faults(new BusinessHours("v", "Asia/Shanghai", new WeekHours(Monday: [null!]), [Sound.Holidays![0], Sound.Holidays[1] with { Periods = [null!] }], [null!], [null!])));

    [Theory]
    [InlineData("09:00", "12:00", "11:59", "13:00")]
    [InlineData("09:00", "18:00", "10:00", "11:00")]
    [InlineData("09:00", "18:00", "09:00", "18:00")]
    public void Periods_of_a_day_do_not_overlap(string from, string to, string secondFrom, string secondTo) =>
        Assert.Contains("week.monday[1]", Faults(new BusinessHours("v", "Asia/Shanghai", new WeekHours(Monday: [new(from, to), new(secondFrom, secondTo)]))));

    [Fact]
    public void Periods_may_touch() =>
        Assert.Empty(Faults(new BusinessHours("v", "Asia/Shanghai", WeekHours.Daily(new("18:00", "24:00"), new("00:00", "09:00"), new("09:00", "18:00")))));

    [Fact]
    public void A_night_shift_does_not_run_into_the_next_morning() =>
        Assert.Equal(["week.monday[0]"], Faults(new BusinessHours("v", "Asia/Shanghai", new WeekHours(Sunday: [NightShift], Monday: [new("05:00", "12:00")]))));

    [Fact]
    public void A_night_shift_does_not_run_into_a_dates_own_hours_nor_out_of_them()
    {
        var nights = Daily("Asia/Shanghai", NightShift);
        Assert.Equal(["holidays[0].periods[0]"], Faults(nights with { Holidays = [new("2026-01-01", "元旦", [new("05:00", "12:00")])] }));
        Assert.Equal(["week.friday[0]"], Faults(Weekdays("Asia/Shanghai", NineToFive) with { Holidays = [new("2026-01-01", "元旦", [new("22:00", "10:00")])] }));
        Assert.Equal(
            ["workingDays[0]"],
            Faults(new BusinessHours("v", "Asia/Shanghai", new WeekHours(Monday: [new("05:00", "12:00")], Saturday: [NightShift])) with { WorkingDays = [new("2026-01-04", "调休", "monday")] }));
    }

    [Fact]
    public void Exemptions_do_not_overlap() =>
        Assert.Equal(
            ["exemptions[0]"],
            Faults(Sound with { Exemptions = [new("2026-02-20T00:00", "2026-02-21T00:00", "b"), new("2026-02-15T00:00", "2026-02-23T00:00", "a")] }));

    [Fact]
    public void There_is_a_most_of_everything()
    {
        var day = new DateOnly(2026, 1, 1);
        var faults = Faults(Sound with
        {
            Week = WeekHours.Daily([.. Enumerable.Range(0, 13).Select(hour => new Period($"{hour:00}:00", $"{hour:00}:30"))]),
            Holidays = [.. Enumerable.Range(0, 1_001).Select(index => new Holiday(day.AddDays(index).ToString("yyyy-MM-dd", null), "holiday"))],
            WorkingDays = [.. Enumerable.Range(2_000, 1_001).Select(index => new WorkingDay(day.AddDays(index).ToString("yyyy-MM-dd", null), "working", "monday"))],
            Exemptions = [.. Enumerable.Range(0, 201).Select(index => new Exemption($"2026-01-01T{index / 60:00}:{index % 60:00}", $"2026-01-01T{(index + 1) / 60:00}:{(index + 1) % 60:00}", "short"))],
        });
        Assert.Equal(
            ["week.monday", "week.tuesday", "week.wednesday", "week.thursday", "week.friday", "week.saturday", "week.sunday", "holidays", "workingDays", "exemptions"],
            faults);
    }

    [Fact]
    public void A_zone_is_named_as_the_document_names_it()
    {
        Assert.Equal(["zone"], BusinessHoursValidation.Faults(Sound, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Select(fault => fault.Path));
        Assert.Equal(["zone"], BusinessHoursValidation.Faults(Sound with { Zone = "Mine" }, TimeZoneInfo.CreateCustomTimeZone("Mine", TimeSpan.FromHours(8), null, null)).Select(fault => fault.Path));
    }

    [Fact]
    public void A_target_names_all_its_faults_too()
    {
        var target = new ServiceTarget(ServiceMeasure.Resolution, 0, TimeBasis.OpenHours, [50, 50, 100]);
        Assert.Equal(["sla.targetSeconds", "sla.warnAtPercent[1]", "sla.warnAtPercent[2]"], ServiceTargetValidation.Faults(target, "sla").Select(fault => fault.Path));
        Assert.Empty(ServiceTargetValidation.Faults(target with { TargetSeconds = 60, WarnAtPercent = default }, "sla"));
        Assert.Equal(["sla.warnAtPercent"], ServiceTargetValidation.Faults(target with { TargetSeconds = 60, WarnAtPercent = [1, 2, 3, 4, 5, 6, 7, 8, 9] }, "sla").Select(fault => fault.Path));
    }

    private static IEnumerable<string> Faults(BusinessHours hours) => Faults(hours, TimeZoneInfo.FindSystemTimeZoneById(hours.Zone));

    private static IEnumerable<string> Faults(BusinessHours hours, TimeZoneInfo? zone) => BusinessHoursValidation.Faults(hours, zone).Select(fault => fault.Path);
}
