using OmniFunctions.ServiceLevels;
using static OmniFunctions.Tests.Specs.ServiceLevels.Shops;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

/// <summary>It is open when the clock on the wall shows an open reading: what it skips does not happen, and what it shows twice happens twice.</summary>
public sealed class DaylightSavingSpecs
{
    [Fact]
    public void A_period_across_a_gap_is_shorter_by_what_is_skipped()
    {
        var hours = Daily("Europe/Berlin", new Period("01:00", "05:00"));
        Assert.Equal(["Sun 29 01:00 +01:00 to Sun 29 05:00 +02:00"], hours.Shown("2026-03-28T23:00Z", "2026-03-29T22:00Z"));
        Assert.Equal(TimeSpan.FromHours(3), hours.Opened().Hours.OpenBetween(At("2026-03-28T23:00Z"), At("2026-03-29T22:00Z")));
    }

    [Fact]
    public void A_period_within_a_gap_does_not_happen_that_day() =>
        Assert.Equal(
            ["Sat 28 02:15 +01:00 to Sat 28 02:45 +01:00", "Mon 30 02:15 +02:00 to Mon 30 02:45 +02:00"],
            Daily("Europe/Berlin", new Period("02:15", "02:45")).Shown("2026-03-27T23:00Z", "2026-03-30T22:00Z"));

    [Fact]
    public void An_opening_or_a_closing_within_a_gap_is_at_the_jump()
    {
        Assert.Equal(["Sun 29 03:00 +02:00 to Sun 29 05:00 +02:00"], Daily("Europe/Berlin", new Period("02:30", "05:00")).Shown("2026-03-28T23:00Z", "2026-03-29T22:00Z"));
        // The closing is not reached, and then it is past: the instant is the same as 03:00 summer time.
        Assert.Equal(["Sun 29 01:00 +01:00 to Sun 29 03:00 +02:00"], Daily("Europe/Berlin", new Period("01:00", "02:30")).Shown("2026-03-28T23:00Z", "2026-03-29T22:00Z"));
    }

    [Fact]
    public void A_period_across_a_fold_is_longer_by_what_is_shown_twice()
    {
        var hours = Daily("Europe/Berlin", new Period("01:00", "05:00"));
        Assert.Equal(["Sun 25 01:00 +02:00 to Sun 25 05:00 +01:00"], hours.Shown("2026-10-24T22:00Z", "2026-10-25T23:00Z"));
        Assert.Equal(TimeSpan.FromHours(5), hours.Opened().Hours.OpenBetween(At("2026-10-24T22:00Z"), At("2026-10-25T23:00Z")));
    }

    [Fact]
    public void A_period_within_a_fold_happens_twice() =>
        Assert.Equal(
            ["Sun 25 02:15 +02:00 to Sun 25 02:45 +02:00", "Sun 25 02:15 +01:00 to Sun 25 02:45 +01:00"],
            Daily("Europe/Berlin", new Period("02:15", "02:45")).Shown("2026-10-24T22:00Z", "2026-10-25T23:00Z"));

    [Fact]
    public void An_opening_or_a_closing_within_a_fold_is_passed_twice()
    {
        Assert.Equal(
            ["Sun 25 02:30 +02:00 to Sun 25 02:00 +01:00", "Sun 25 02:30 +01:00 to Sun 25 05:00 +01:00"],
            Daily("Europe/Berlin", new Period("02:30", "05:00")).Shown("2026-10-24T22:00Z", "2026-10-25T23:00Z"));
        Assert.Equal(
            ["Sun 25 01:00 +02:00 to Sun 25 02:30 +02:00", "Sun 25 02:00 +01:00 to Sun 25 02:30 +01:00"],
            Daily("Europe/Berlin", new Period("01:00", "02:30")).Shown("2026-10-24T22:00Z", "2026-10-25T23:00Z"));
    }

    /// <summary>Open time of the whole local day, 00:00 to 24:00 being its only period.</summary>
    [Theory]
    [InlineData("America/New_York", "2026-03-08T05:00Z", "2026-03-09T04:00Z", 23.0)]
    [InlineData("America/New_York", "2026-11-01T04:00Z", "2026-11-02T05:00Z", 25.0)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T13:00Z", "2026-04-05T13:30Z", 24.5)]
    [InlineData("Australia/Lord_Howe", "2026-10-03T13:30Z", "2026-10-04T13:00Z", 23.5)]
    [InlineData("Asia/Shanghai", "2026-03-28T16:00Z", "2026-03-29T16:00Z", 24.0)]
    public void A_day_is_as_long_as_the_clock_makes_it(string zone, string from, string until, double hours)
    {
        var sunday = new BusinessHours("hours-1", zone, new WeekHours(Sunday: [new("00:00", "24:00")]));
        Assert.Equal(TimeSpan.FromHours(hours), sunday.Opened().Hours.OpenBetween(At(from).AddDays(-1), At(until).AddDays(1)));
        Assert.Equal(At(from), sunday.Opened().Hours.NextOpening(At(from).AddHours(-1)));
        Assert.Equal(At(until), sunday.Opened().Hours.NextClosing(At(from)));
    }

    [Fact]
    public void Half_an_hour_is_skipped_on_Lord_Howe() =>
        Assert.Equal(
            ["Sun 04 02:30 +11:00 to Sun 04 03:00 +11:00"],
            Daily("Australia/Lord_Howe", new Period("02:10", "03:00")).Shown("2026-10-03T13:30Z", "2026-10-04T13:00Z"));

    [Fact]
    public void Morocco_turns_back_for_Ramadan_and_forward_after_it()
    {
        var hours = Daily("Africa/Casablanca", NineToFive).Opened().Hours;
        Assert.Equal(At("2026-02-14T08:00Z"), hours.NextOpening(At("2026-02-13T20:00Z")));
        Assert.Equal(At("2026-02-15T09:00Z"), hours.NextOpening(At("2026-02-14T20:00Z")));
        Assert.Equal(At("2026-03-22T08:00Z"), hours.NextOpening(At("2026-03-21T20:00Z")));
    }

    [Fact]
    public void A_day_that_was_skipped_never_was()
    {
        var hours = Daily("Pacific/Apia", NineToFive) with { WorkingDays = [new("2011-12-30", "never came", Periods: [new("00:00", "24:00")])] };
        Assert.Equal(
            ["Thu 29 09:00 -10:00 to Thu 29 17:00 -10:00", "Sat 31 09:00 +14:00 to Sat 31 17:00 +14:00"],
            hours.Shown("2011-12-29T10:00Z", "2011-12-31T10:00Z"));
    }

    [Fact]
    public void A_night_shift_goes_on_across_a_midnight_that_is_skipped() =>
        // The clock went from 23:59:59 on the third to 01:00 on the fourth.
        Assert.Equal(
            ["Sat 03 22:00 -03:00 to Sun 04 06:00 -02:00"],
            new BusinessHours("hours-1", "America/Sao_Paulo", new WeekHours(Saturday: [NightShift])).Shown("2018-11-01T00:00Z", "2018-11-07T00:00Z"));

    [Fact]
    public void The_last_hour_of_a_day_comes_again_where_the_clock_is_put_back_at_midnight() =>
        Assert.Equal(
            ["Sat 17 23:00 -02:00 to Sat 17 23:30 -02:00", "Sat 17 23:00 -03:00 to Sat 17 23:30 -03:00"],
            new BusinessHours("hours-1", "America/Sao_Paulo", new WeekHours(Saturday: [new("23:00", "23:30")])).Shown("2018-02-16T00:00Z", "2018-02-20T00:00Z"));

    [Fact]
    public void A_change_far_from_any_rule_is_followed_as_in_Gaza()
    {
        // In 2025 summer time began on a Saturday, a week after Ramadan had ended, at two.
        var hours = Daily("Asia/Gaza", new Period("01:00", "04:00"));
        Assert.Equal(["Sat 12 01:00 +02:00 to Sat 12 04:00 +03:00"], hours.Shown("2025-04-11T22:00Z", "2025-04-12T20:00Z"));
    }

    [Theory]
    [InlineData("Europe/Moscow", "2014-10-25T20:00Z", "2014-10-26T06:00Z")]
    [InlineData("Asia/Pyongyang", "2015-08-14T12:00Z", "2015-08-15T00:30Z")]
    [InlineData("America/Caracas", "2016-05-01T02:00Z", "2016-05-01T13:00Z")]
    public void A_country_that_moves_its_clock_for_good_moves_its_hours(string zone, string before, string opening) =>
        Assert.Equal(At(opening), Daily(zone, NineToFive).Opened().Hours.NextOpening(At(before)));
}
