using FsCheck;
using FsCheck.Fluent;
using OmniFunctions.Attendance;
using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Tests.Specs.Attendance;

public sealed class AttendanceSpecs
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly AttendanceStatus Idle = new(Presence.Online, IsBusy: false);
    private static readonly AttendanceStatus Busy = new(Presence.Online, IsBusy: true);
    private static readonly AttendanceStatus Lunch = new(Presence.Away, IsBusy: false, "lunch");
    private static readonly AttendanceStatus Gone = new(Presence.Offline, IsBusy: false);

    [Fact]
    public void A_day_is_counted_in_time_idle_busy_and_away()
    {
        var day = Told(Shanghai, (Idle, 0), (Busy, 600), (Idle, 1_500), (Lunch, 2_000), (Idle, 3_800), (Gone, 4_000)).Day!;

        Assert.Equal((2_200, 900, 1_800), (day.OnlineSeconds, day.BusySeconds, day.AwaySeconds["lunch"]));
        Assert.Equal((Nine, Nine.AddSeconds(4_000)), (day.FirstLogIn, day.LastLogOut));
    }

    [Fact]
    public void Who_comes_back_has_the_first_log_in_of_the_morning_and_no_last_log_out_yet()
    {
        var day = Told(Shanghai, (Idle, 0), (Gone, 100), (Idle, 200)).Day!;

        Assert.Equal(Nine, day.FirstLogIn);
        Assert.Null(day.LastLogOut);
    }

    [Fact]
    public void A_night_shift_is_two_days_that_part_at_the_tenants_midnight()
    {
        var (record, _) = AttendanceRecord.Empty.After(Idle, Nine.AddHours(13), Shanghai, "10.0.0.7");

        var (_, days) = record.After(Gone, Nine.AddHours(17), Shanghai);

        Assert.Equal([(new DateOnly(2026, 3, 2), 7_200d), (new DateOnly(2026, 3, 3), 7_200d)], days.Select(day => (day.Day, day.OnlineSeconds)));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.FromHours(8)), days[1].FirstLogIn);
        Assert.Equal(["10.0.0.7", "10.0.0.7"], days.Select(day => day.Address));
    }

    [Fact]
    public void Where_the_clock_leaves_midnight_out_the_day_ends_when_it_does()
    {
        // Cairo, 2026-04-24: from 00:00 to 01:00.
        var start = new DateTimeOffset(2026, 4, 23, 20, 0, 0, TimeSpan.Zero);
        var (record, _) = AttendanceRecord.Empty.After(Idle, start, Cairo);

        var (_, days) = record.Until(start.AddHours(4), Cairo);

        Assert.Equal([(new DateOnly(2026, 4, 23), 7_200d), (new DateOnly(2026, 4, 24), 7_200d)], days.Select(day => (day.Day, day.OnlineSeconds)));
    }

    [Fact]
    public void What_is_told_twice_or_late_counts_once()
    {
        var record = Told(Shanghai, (Idle, 0), (Busy, 600));

        Assert.Empty(record.After(Busy, Nine.AddSeconds(600), Shanghai).Changed);
        Assert.Empty(record.After(Gone, Nine.AddSeconds(300), Shanghai).Changed);
    }

    [Fact]
    public void Whoever_is_still_there_is_counted_up_to_now()
    {
        var record = Told(Shanghai, (Busy, 0));

        Assert.Equal(120, Assert.Single(record.Until(Nine.AddSeconds(120), Shanghai).Changed).BusySeconds);
        Assert.Empty(Told(Shanghai, (Busy, 0), (Gone, 60)).Until(Nine.AddSeconds(120), Shanghai).Changed);
    }

    [Fact]
    public void A_place_nobody_left_for_months_is_counted_for_a_month_at_most()
    {
        var days = Told(Shanghai, (Idle, 0)).Until(Nine.AddDays(400), Shanghai).Changed;

        Assert.InRange(days.Length, AttendanceRecord.MaxDays, AttendanceRecord.MaxDays + 1);
    }

    [Fact]
    public void All_days_together_are_all_the_time_that_somebody_was_there()
    {
        var step = from status in Gen.Elements(Idle, Busy, Lunch, Gone) from seconds in Gen.Choose(1, 50_000) select (status, seconds);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(step.ArrayOf().ToArbitrary(), steps =>
        {
            var (record, now, expected) = (AttendanceRecord.Empty, Nine, 0d);
            var days = new Dictionary<DateOnly, AttendanceDay>();
            foreach (var (status, seconds) in steps.Append((Gone, 1)))
            {
                (record, var changed) = record.After(status, now, Cairo);
                foreach (var day in changed) days[day.Day] = day;
                now = now.AddSeconds(seconds);
                if (status.IsThere) expected += seconds;
            }

            Assert.Equal(expected, days.Values.Sum(day => day.OnlineSeconds + day.AwaySeconds.Values.Sum()), precision: 3);
            Assert.All(days.Values, day => Assert.True(day.BusySeconds <= day.OnlineSeconds));
            Assert.All(days.Values, day => Assert.True(day.OnlineSeconds + day.AwaySeconds.Values.Sum() <= 25 * 3_600));
        }));
    }

    [Theory]
    [InlineData(Presence.Away, null, false, null)]
    [InlineData(Presence.Away, "lunch", false, null)]
    [InlineData(Presence.Away, "training", false, PresenceRefusal.ApprovalNeeded)]
    [InlineData(Presence.Away, "training", true, null)]
    [InlineData(Presence.Away, "holiday", true, PresenceRefusal.ReasonUnknown)]
    [InlineData(Presence.Offline, "lunch", true, PresenceRefusal.ReasonOfAnotherPresence)]
    public void A_reason_is_one_of_the_policys_and_may_need_approval(Presence presence, string? reason, bool isApproved, PresenceRefusal? expected)
    {
        var policy = new PresencePolicy([new("lunch", "午餐"), new("training", "培训", NeedsApproval: true)]);

        Assert.Equal(expected, PresenceRules.Refuse(policy, presence, reason, isApproved, holdsWork: false));
    }

    [Theory]
    [InlineData(OfflineWithOpenChats.Refuse, Presence.Offline, true, PresenceRefusal.OpenConversations)]
    [InlineData(OfflineWithOpenChats.Refuse, Presence.Offline, false, null)]
    [InlineData(OfflineWithOpenChats.Refuse, Presence.Away, true, null)]
    [InlineData(OfflineWithOpenChats.Allow, Presence.Offline, true, null)]
    public void Nobody_leaves_with_open_conversations_where_the_policy_says_so(OfflineWithOpenChats rule, Presence presence, bool holdsWork, PresenceRefusal? expected) =>
        Assert.Equal(expected, PresenceRules.Refuse(new PresencePolicy(OfflineWithOpenChats: rule), presence, reason: null, isApproved: false, holdsWork));

    [Theory]
    [InlineData(OfflineWithOpenChats.Allow, Presence.Offline, true)]
    [InlineData(OfflineWithOpenChats.Allow, Presence.Away, false)]
    [InlineData(OfflineWithOpenChats.Refuse, Presence.Offline, true)]
    [InlineData(OfflineWithOpenChats.Keep, Presence.Offline, false)]
    public void Who_goes_leaves_their_conversations_to_others_unless_the_policy_lets_them_keep_those(OfflineWithOpenChats rule, Presence presence, bool expected) =>
        Assert.Equal(expected, PresenceRules.GivesBack(new PresencePolicy(OfflineWithOpenChats: rule), presence));

    private static AttendanceRecord Told(TimeZoneInfo zone, params (AttendanceStatus Status, int Seconds)[] told) =>
        told.Aggregate(AttendanceRecord.Empty, (record, said) => record.After(said.Status, Nine.AddSeconds(said.Seconds), zone).Record);
}
