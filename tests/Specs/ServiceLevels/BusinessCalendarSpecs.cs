using OmniFunctions.ServiceLevels;
using static OmniFunctions.Tests.Specs.ServiceLevels.Shops;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

public sealed class BusinessCalendarSpecs
{
    /// <summary>A split day, Monday to Friday, in a zone that never changes its clock: 09:00 there is 01:00 in UTC.</summary>
    private static readonly BusinessHours Shanghai = Weekdays("Asia/Shanghai", new("09:00", "12:00"), new("13:00", "18:00"));

    [Theory]
    [InlineData("2026-01-05T08:59:59.9999999+08:00", false)]
    [InlineData("2026-01-05T09:00+08:00", true)]
    [InlineData("2026-01-05T11:59:59.9999999+08:00", true)]
    [InlineData("2026-01-05T12:00+08:00", false)]
    [InlineData("2026-01-05T13:00+08:00", true)]
    [InlineData("2026-01-10T10:00+08:00", false)]
    public void It_is_open_from_the_opening_to_just_before_the_closing(string at, bool open) =>
        Assert.Equal(open, Shanghai.Opened().Hours.IsOpen(At(at)));

    [Fact]
    public void The_next_opening_and_closing_are_those_after_now()
    {
        var hours = Shanghai.Opened().Hours;

        Assert.Equal(At("2026-01-05T13:00+08:00"), hours.NextOpening(At("2026-01-05T10:00+08:00")));
        Assert.Equal(At("2026-01-05T12:00+08:00"), hours.NextClosing(At("2026-01-05T10:00+08:00")));
        Assert.Equal(At("2026-01-12T09:00+08:00"), hours.NextOpening(At("2026-01-09T18:00+08:00")));
        Assert.Equal(At("2026-01-12T12:00+08:00"), hours.NextClosing(At("2026-01-09T18:00+08:00")));
        Assert.Equal(At("2026-01-05T13:00+08:00"), hours.NextOpening(At("2026-01-05T09:00+08:00")));
    }

    [Fact]
    public void Open_time_leaves_out_the_noon_break_and_the_weekend() =>
        Assert.Equal(TimeSpan.FromHours(5 * 8), Shanghai.Opened().Hours.OpenBetween(At("2026-01-05T00:00+08:00"), At("2026-01-12T09:00+08:00")));

    [Fact]
    public void What_ends_with_the_day_is_due_at_the_closing_and_not_the_next_morning()
    {
        var hours = Shanghai.Opened().Hours;

        Assert.Equal(At("2026-01-09T18:00+08:00"), hours.After(At("2026-01-09T16:00+08:00"), TimeSpan.FromHours(2)));
        Assert.Equal(At("2026-01-12T09:00:00.0000001+08:00"), hours.After(At("2026-01-09T16:00+08:00"), TimeSpan.FromHours(2) + new TimeSpan(1)));
    }

    [Fact]
    public void What_ends_on_the_eve_of_a_holiday_is_due_at_that_closing()
    {
        var hours = (Shanghai with { Holidays = [new("2026-01-01", "元旦"), new("2026-02-17", "春节")] }).Opened().Hours;
        Assert.Equal(At("2026-02-16T18:00+08:00"), hours.After(At("2026-02-16T16:00+08:00"), TimeSpan.FromHours(2)));
    }

    [Fact]
    public void No_time_at_all_has_passed_at_once_even_while_it_is_closed()
    {
        var night = At("2026-01-10T03:00+08:00");
        Assert.Equal(night, Shanghai.Opened().Hours.After(night, TimeSpan.Zero));
    }

    [Fact]
    public void A_night_shift_is_one_span_and_belongs_to_the_date_it_begins_on()
    {
        var hours = Weekdays("Asia/Shanghai", NightShift) with { Holidays = [new("2026-01-07", "closed")] };

        Assert.Equal(
            ["Mon 05 22:00 +08:00 to Tue 06 06:00 +08:00", "Tue 06 22:00 +08:00 to Wed 07 06:00 +08:00", "Thu 08 22:00 +08:00 to Fri 09 06:00 +08:00", "Fri 09 22:00 +08:00 to Sat 10 06:00 +08:00"],
            hours.Shown("2026-01-05T00:00+08:00", "2026-01-12T00:00+08:00"));
    }

    [Fact]
    public void The_Sunday_night_shift_ends_on_the_Monday_that_begins_the_week()
    {
        var hours = new BusinessHours("hours-1", "Asia/Shanghai", new WeekHours(Sunday: [NightShift]));
        Assert.Equal(["Sun 11 22:00 +08:00 to Mon 12 06:00 +08:00"], hours.Shown("2026-01-06T00:00+08:00", "2026-01-18T00:00+08:00"));
    }

    [Fact]
    public void Periods_that_touch_at_midnight_are_one_span() =>
        Assert.Equal(
            ["Mon 05 20:00 +08:00 to Tue 06 04:00 +08:00"],
            new BusinessHours("hours-1", "Asia/Shanghai", new WeekHours(Monday: [new("20:00", "24:00")], Tuesday: [new("00:00", "04:00")]))
                .Shown("2026-01-05T00:00+08:00", "2026-01-11T00:00+08:00"));

    [Fact]
    public void A_holiday_is_closed_or_has_its_own_hours()
    {
        var hours = Shanghai with { Holidays = [new("2026-01-01", "元旦"), new("2025-12-31", "New Year's Eve", [new("09:00", "11:30")])] };
        Assert.Equal(
            ["Wed 31 09:00 +08:00 to Wed 31 11:30 +08:00", "Fri 02 09:00 +08:00 to Fri 02 12:00 +08:00"],
            hours.Shown("2025-12-31T00:00+08:00", "2026-01-02T12:30+08:00"));
    }

    [Fact]
    public void The_last_of_February_is_a_date_like_any_other_in_the_years_that_have_it()
    {
        var hours = Shanghai with { Holidays = [new("2028-02-29", "leap day")] };
        Assert.Equal(At("2028-03-01T09:00+08:00"), hours.Opened().Hours.NextOpening(At("2028-02-28T18:00+08:00")));
        Assert.Equal(["holidays[0].date"], BusinessHoursValidation.Faults(Shanghai with { Holidays = [new("2027-02-29", "no leap day")] }, Zones.Of("Asia/Shanghai").Zone).Select(fault => fault.Path));
    }

    [Fact]
    public void A_night_shift_goes_on_into_the_new_year() =>
        Assert.Equal(
            ["Thu 31 22:00 +08:00 to Fri 01 06:00 +08:00"],
            (Daily("Asia/Shanghai", NightShift) with { Holidays = [new("2027-01-01", "元旦")] }).Shown("2026-12-31T12:00+08:00", "2027-01-02T12:00+08:00"));

    [Fact]
    public void A_weekend_worked_in_exchange_is_like_the_weekday_it_stands_for()
    {
        var hours = Shanghai with
        {
            WorkingDays = [new("2026-02-14", "调休", Like: "friday"), new("2026-02-28", "调休", Periods: [new("10:00", "16:00")])],
        };
        Assert.Equal(
            ["Sat 14 09:00 +08:00 to Sat 14 12:00 +08:00", "Sat 14 13:00 +08:00 to Sat 14 18:00 +08:00"],
            hours.Shown("2026-02-14T00:00+08:00", "2026-02-16T00:00+08:00"));
        Assert.Equal(["Sat 28 10:00 +08:00 to Sat 28 16:00 +08:00"], hours.Shown("2026-02-28T00:00+08:00", "2026-03-02T00:00+08:00"));
    }

    [Fact]
    public void An_exemption_stops_every_meter_and_closes_nothing()
    {
        var calendar = (Shanghai with { Exemptions = [new("2026-01-06T00:00", "2026-01-08T10:00", "春节")] }).Opened();
        var (from, until) = (At("2026-01-05T00:00+08:00"), At("2026-01-10T00:00+08:00"));

        Assert.True(calendar.Hours.IsOpen(At("2026-01-06T10:00+08:00")));
        Assert.False(calendar.Meter(TimeBasis.OpenHours).IsOpen(At("2026-01-06T10:00+08:00")));
        Assert.Equal(TimeSpan.FromHours(40), calendar.Hours.OpenBetween(from, until));
        Assert.Equal(TimeSpan.FromHours(40 - 17), calendar.Meter(TimeBasis.OpenHours).OpenBetween(from, until));
        Assert.Equal(TimeSpan.FromHours(120 - 58), calendar.Meter(TimeBasis.AroundTheClock).OpenBetween(from, until));
    }

    [Fact]
    public void What_never_closes_has_no_next_closing()
    {
        var hours = Daily("Europe/Berlin", new Period("00:00", "24:00")).Opened().Hours;

        Assert.Null(hours.NextClosing(At("2026-01-05T10:00Z")));
        Assert.Null(hours.NextOpening(At("2026-01-05T10:00Z")));
        Assert.Equal(TimeSpan.FromDays(365), hours.OpenBetween(At("2026-01-01T00:00Z"), At("2027-01-01T00:00Z")));
    }

    [Fact]
    public void Nothing_is_found_beyond_the_last_year()
    {
        var hours = Shanghai.Opened().Hours;
        var evening = At("2099-12-31T22:00+08:00");

        Assert.Null(hours.NextOpening(evening));
        Assert.Null(hours.NextClosing(evening));
        Assert.Null(hours.After(evening, new TimeSpan(1)));
        Assert.Equal(At("2099-12-31T18:00+08:00"), hours.After(At("2099-12-31T17:00+08:00"), TimeSpan.FromHours(1)));
        Assert.Empty(hours.Spans(evening, WallClock.Ends));
    }

    [Theory]
    [InlineData("1979-12-31T23:59Z")]
    [InlineData("2100-01-01T00:00:01Z")]
    public void Instants_outside_the_supported_years_are_refused(string at) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Shanghai.Opened().Hours.IsOpen(At(at)));

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused()
    {
        var hours = Shanghai.Opened().Hours;
        Assert.Throws<ArgumentOutOfRangeException>(() => hours.OpenBetween(At("2026-01-02T00:00Z"), At("2026-01-01T00:00Z")));
        Assert.Throws<ArgumentOutOfRangeException>(() => hours.Spans(At("2026-01-02T00:00Z"), At("2026-01-01T00:00Z")));
        Assert.Throws<ArgumentOutOfRangeException>(() => hours.After(At("2026-01-02T00:00Z"), TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void A_document_with_faults_becomes_no_calendar()
    {
        var (zone, clock) = Zones.Of("Asia/Shanghai");
        Assert.Throws<ArgumentException>(() => BusinessCalendar.Of(Shanghai with { Version = "" }, zone, clock));
        Assert.Throws<ArgumentException>(() => BusinessCalendar.Of(Shanghai, zone, Zones.Of("Europe/Berlin").Clock));
    }

    [Fact]
    public void Questions_leave_nothing_on_the_heap()
    {
        var hours = Shanghai.Opened().Hours;
        var at = At("2026-01-05T10:00+08:00");
        Ask();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask()
        {
            _ = hours.IsOpen(at);
            _ = hours.NextOpening(at);
            _ = hours.NextClosing(at);
            _ = hours.OpenBetween(at, at.AddYears(5));
            _ = hours.After(at, TimeSpan.FromHours(4_000));
        }
    }

    [Fact]
    public void Two_documents_that_say_the_same_have_the_same_hash_whatever_their_version_and_order()
    {
        Holiday[] holidays = [new("2026-01-01", "元旦"), new("2026-05-01", "劳动节", [])];
        var one = Shanghai with { Holidays = holidays };
        var other = Shanghai with { Version = "hours-2", Holidays = [holidays[1] with { Periods = null }, holidays[0]], Exemptions = [] };

        Assert.Equal(BusinessHoursHash.Of(one), BusinessHoursHash.Of(other));
        Assert.NotEqual(BusinessHoursHash.Of(one), BusinessHoursHash.Of(Shanghai));
        Assert.NotEqual(BusinessHoursHash.Of(one), BusinessHoursHash.Of(one with { Zone = "Asia/Taipei" }));
    }
}
