using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.ServiceLevels.PauseReason;
using static OmniFunctions.Tests.Specs.ServiceLevels.Shops;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

/// <summary>A clock of four hours in a shop that is open from nine to five on weekdays, in a zone without daylight saving. The fifth of January is a Monday.</summary>
public sealed class ServiceClockSpecs
{
    private static readonly BusinessHours Hours = Weekdays("Asia/Shanghai", NineToFive);
    private static readonly BusinessCalendar Calendar = Hours.Opened();
    private static readonly ServiceTarget FourHours = new(ServiceMeasure.FirstResponse, 4 * 3_600, TimeBasis.OpenHours, [50, 75]);

    private static DateTimeOffset On(int day, double hour) => At("2026-01-01T00:00+08:00").AddDays(day - 1).AddHours(hour);

    private static ServiceClock StartedAt(int day, double hour) => Timekeeper.Start(FourHours, Calendar, On(day, hour));

    [Fact]
    public void It_is_due_when_the_open_time_has_passed()
    {
        var clock = StartedAt(9, 15);

        Assert.Equal(On(9, 17), Timekeeper.NextDue(clock, Calendar));
        Assert.Equal(On(12, 11), Timekeeper.BreachDue(clock, Calendar));
        Assert.Equal(TimeSpan.FromHours(3), Timekeeper.ElapsedAt(clock, Calendar, On(12, 10)));
    }

    [Fact]
    public void Around_the_clock_the_night_counts_too()
    {
        var clock = Timekeeper.Start(FourHours with { Basis = TimeBasis.AroundTheClock }, Calendar, On(9, 22));
        Assert.Equal(On(10, 2), Timekeeper.BreachDue(clock, Calendar));
    }

    [Fact]
    public void What_comes_late_fires_in_order_and_says_how_late_it_was()
    {
        var (clock, fired) = Timekeeper.Advance(StartedAt(5, 9), Calendar, On(5, 14));

        Assert.Equal([50, 75, 100], fired.Select(mark => mark.Percent));
        Assert.Equal([On(5, 11), On(5, 12), On(5, 13)], fired.Select(mark => mark.DueAt));
        Assert.Equal([TimeSpan.FromHours(3), TimeSpan.FromHours(2), TimeSpan.FromHours(1)], fired.Select(mark => mark.Lateness));
        Assert.All(fired, mark => Assert.Equal("hours-1", mark.CalendarVersion));
        Assert.Equal(fired[2], clock.Breach);
        Assert.Null(Timekeeper.NextDue(clock, Calendar));
        Assert.Null(Timekeeper.BreachDue(clock, Calendar));
    }

    [Fact]
    public void Nothing_fires_before_its_time_or_twice()
    {
        Assert.Empty(Timekeeper.Advance(StartedAt(5, 9), Calendar, On(5, 11).AddTicks(-1)).Fired);
        var (clock, fired) = Timekeeper.Advance(StartedAt(5, 9), Calendar, On(5, 11));
        Assert.Single(fired);
        Assert.Empty(Timekeeper.Advance(clock, Calendar, On(5, 11)).Fired);
        Assert.Empty(Timekeeper.Advance(clock, Calendar, On(5, 10)).Fired);
    }

    [Fact]
    public void It_is_met_before_it_is_due_and_missed_from_then_on()
    {
        Assert.Equal(ServiceVerdict.Met, Timekeeper.Stop(StartedAt(5, 9), Calendar, On(5, 13).AddTicks(-1)).Clock.Verdict);

        var (late, fired) = Timekeeper.Stop(StartedAt(5, 9), Calendar, On(5, 13));
        Assert.Equal(ServiceVerdict.Missed, late.Verdict);
        Assert.Equal(On(5, 13), fired[^1].DueAt);
        Assert.Equal(On(5, 13), late.EndedAt);
    }

    [Fact]
    public void An_answer_after_hours_does_not_undo_a_target_that_ended_with_the_day() =>
        Assert.Equal(ServiceVerdict.Missed, Timekeeper.Stop(StartedAt(5, 13), Calendar, On(5, 18)).Clock.Verdict);

    [Fact]
    public void It_stands_still_while_it_is_paused()
    {
        var (paused, _) = Timekeeper.Pause(StartedAt(5, 9), Calendar, WaitingOnCustomer, On(5, 10));
        Assert.Null(Timekeeper.NextDue(paused, Calendar));
        Assert.Equal(TimeSpan.FromHours(1), Timekeeper.ElapsedAt(paused, Calendar, On(7, 12)));
        Assert.Empty(Timekeeper.Advance(paused, Calendar, On(30, 9)).Fired);

        var (resumed, _) = Timekeeper.Resume(paused, Calendar, WaitingOnCustomer, On(6, 12));
        Assert.Equal(On(6, 15), Timekeeper.BreachDue(resumed, Calendar));
        Assert.Equal([new PauseSpan(WaitingOnCustomer, On(5, 10), On(6, 12))], resumed.Pauses);
    }

    [Fact]
    public void It_runs_again_when_the_last_reason_to_pause_has_gone()
    {
        var (waiting, _) = Timekeeper.Pause(StartedAt(5, 9), Calendar, WaitingOnCustomer, On(5, 10));
        var (both, _) = Timekeeper.Pause(waiting, Calendar, Snoozed, On(5, 11));
        var (snoozed, _) = Timekeeper.Resume(both, Calendar, WaitingOnCustomer, On(5, 12));
        Assert.True(snoozed.IsPaused);

        var (running, _) = Timekeeper.Resume(snoozed, Calendar, Snoozed, On(5, 13));
        Assert.False(running.IsPaused);
        Assert.Equal(On(5, 16), Timekeeper.BreachDue(running, Calendar));
        Assert.Equal(2, running.PauseCount);
    }

    [Fact]
    public void A_pause_that_comes_late_does_not_erase_a_breach()
    {
        var (clock, fired) = Timekeeper.Pause(StartedAt(5, 9), Calendar, WaitingOnCustomer, On(5, 13.5));

        Assert.Equal(100, fired[^1].Percent);
        Assert.Equal(On(5, 13), clock.Breach?.DueAt);
        Assert.Equal(ServiceVerdict.Missed, Timekeeper.Stop(clock, Calendar, On(5, 14)).Clock.Verdict);
    }

    [Fact]
    public void Pausing_twice_for_one_reason_or_resuming_without_one_changes_nothing()
    {
        var (paused, _) = Timekeeper.Pause(StartedAt(5, 9), Calendar, Snoozed, On(5, 10));
        Assert.Equal(1, Timekeeper.Pause(paused, Calendar, Snoozed, On(5, 11)).Clock.PauseCount);

        var (running, _) = Timekeeper.Resume(StartedAt(5, 9), Calendar, Snoozed, On(5, 10));
        Assert.Equal(On(5, 13), Timekeeper.BreachDue(running, Calendar));
        Assert.Empty(running.Pauses);
    }

    [Fact]
    public void Another_target_counts_what_has_elapsed()
    {
        var (longer, _) = Timekeeper.Retarget(StartedAt(5, 9), Calendar, FourHours with { TargetSeconds = 6 * 3_600 }, On(5, 10));
        Assert.Equal(On(5, 15), Timekeeper.BreachDue(longer, Calendar));

        var (shorter, fired) = Timekeeper.Retarget(StartedAt(5, 9), Calendar, FourHours with { TargetSeconds = 1_800 }, On(5, 10));
        Assert.Equal([50, 75, 100], fired.Select(mark => mark.Percent));
        Assert.All(fired, mark => Assert.Equal(On(5, 10), mark.DueAt));
        Assert.NotNull(shorter.Breach);
    }

    [Fact]
    public void A_warning_is_given_again_only_where_the_new_targets_is_yet_to_come()
    {
        var (warned, _) = Timekeeper.Advance(StartedAt(5, 9), Calendar, On(5, 11));

        Assert.Equal([75, 100], Timekeeper.Retarget(warned, Calendar, FourHours with { TargetSeconds = 3 * 3_600 }, On(5, 11)).Clock.Armed);
        Assert.Equal([50, 75, 100], Timekeeper.Retarget(warned, Calendar, FourHours with { TargetSeconds = 6 * 3_600 }, On(5, 11)).Clock.Armed);
    }

    [Fact]
    public void A_more_generous_target_does_not_heal_a_breach()
    {
        var (breached, _) = Timekeeper.Advance(StartedAt(5, 9), Calendar, On(5, 13));
        var (generous, _) = Timekeeper.Retarget(breached, Calendar, FourHours with { TargetSeconds = 40 * 3_600 }, On(5, 14));

        Assert.Null(Timekeeper.NextDue(generous, Calendar));
        Assert.Equal(ServiceVerdict.Missed, Timekeeper.Stop(generous, Calendar, On(5, 15)).Clock.Verdict);
    }

    [Fact]
    public void What_has_elapsed_stays_elapsed_and_the_remainder_runs_under_the_new_hours()
    {
        var mornings = (Hours with { Version = "hours-2", Week = WeekHours.Weekdays(new Period("09:00", "11:00")) }).Opened();
        var (clock, _) = Timekeeper.Reschedule(StartedAt(5, 9), Calendar, mornings, On(5, 12));

        Assert.Equal(TimeSpan.FromHours(3), clock.Elapsed);
        Assert.Equal(On(6, 10), Timekeeper.BreachDue(clock, mornings));
        Assert.Equal("hours-2", Timekeeper.Advance(clock, mornings, On(6, 10)).Fired[^1].CalendarVersion);
        Assert.Equal(["hours-1", "hours-2"], clock.Terms.Select(terms => terms.CalendarVersion));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(3)], clock.Terms.Select(terms => terms.Elapsed));
        Assert.Throws<ArgumentException>(() => Timekeeper.NextDue(clock, Calendar));
    }

    [Fact]
    public void An_exemption_stops_it_around_the_clock_too()
    {
        var exempted = (Hours with { Exemptions = [new("2026-01-05T10:00", "2026-01-06T10:00", "打烊")] }).Opened();
        Assert.Equal(On(6, 13), Timekeeper.BreachDue(Timekeeper.Start(FourHours, exempted, On(5, 9)), exempted));
        Assert.Equal(On(6, 13), Timekeeper.BreachDue(Timekeeper.Start(FourHours with { Basis = TimeBasis.AroundTheClock }, exempted, On(5, 9)), exempted));
    }

    [Fact]
    public void A_clock_that_is_put_back_gives_no_time_back()
    {
        var (paused, _) = Timekeeper.Pause(StartedAt(5, 9), Calendar, Snoozed, On(5, 11));
        var (running, _) = Timekeeper.Resume(paused, Calendar, Snoozed, On(5, 10));

        Assert.Equal(On(5, 11), running.AsOf);
        Assert.Equal(On(5, 13), Timekeeper.BreachDue(running, Calendar));
    }

    [Fact]
    public void A_cancelled_clock_is_neither_met_nor_missed_unless_it_was_breached()
    {
        Assert.Equal(ServiceVerdict.Cancelled, Timekeeper.Cancel(StartedAt(5, 9), Calendar, On(5, 10)).Clock.Verdict);
        Assert.Equal(ServiceVerdict.Missed, Timekeeper.Cancel(StartedAt(5, 9), Calendar, On(5, 14)).Clock.Verdict);
    }

    [Fact]
    public void What_has_ended_stays_as_it_is()
    {
        var (ended, _) = Timekeeper.Stop(StartedAt(5, 9), Calendar, On(5, 10));

        Assert.Equal((ended, 0), Without(Timekeeper.Pause(ended, Calendar, Snoozed, On(5, 11))));
        Assert.Equal((ended, 0), Without(Timekeeper.Stop(ended, Calendar, On(6, 11))));
        Assert.Equal((ended, 0), Without(Timekeeper.Advance(ended, Calendar, On(9, 11))));
        Assert.Null(Timekeeper.NextDue(ended, Calendar));
        Assert.Equal(TimeSpan.FromHours(1), Timekeeper.ElapsedAt(ended, Calendar, On(9, 11)));
    }

    [Fact]
    public void A_clock_that_is_paused_for_ever_does_not_grow_for_ever()
    {
        var clock = StartedAt(5, 9);
        for (var i = 0; i < 200; i++)
        {
            clock = Timekeeper.Pause(clock, Calendar, Snoozed, On(5, 9).AddMinutes(i)).Clock;
            clock = Timekeeper.Resume(clock, Calendar, Snoozed, On(5, 9).AddMinutes(i).AddSeconds(30)).Clock;
        }

        Assert.Equal(ServiceClock.Remembered, clock.Pauses.Count);
        Assert.Equal(200, clock.PauseCount);
        Assert.Equal(TimeSpan.FromSeconds(199 * 30), clock.Elapsed);
    }

    [Fact]
    public void The_whole_clock_is_in_its_record()
    {
        var (clock, _) = Timekeeper.Pause(StartedAt(5, 9), Calendar, WaitingOnCustomer, On(5, 12.5));
        var stored = JsonSerializer.SerializeToUtf8Bytes(clock, CoreJson.Instance.ServiceClock);
        var again = JsonSerializer.Deserialize(stored, CoreJson.Instance.ServiceClock)!;

        Assert.Equal(stored, JsonSerializer.SerializeToUtf8Bytes(again, CoreJson.Instance.ServiceClock));
        Assert.Equal(clock.Target, again.Target);
        Assert.Equal(clock.Pauses, again.Pauses);
        Assert.Equal(clock.Warnings, again.Warnings);
        Assert.Equal(clock.Terms, again.Terms);
    }

    private static (ServiceClock, int) Without((ServiceClock Clock, IReadOnlyList<TimerMark> Fired) step) => (step.Clock, step.Fired.Count);
}
