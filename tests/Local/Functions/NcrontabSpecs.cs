using System.Globalization;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer")]
public sealed class NcrontabSpecs
{
    private static readonly int[][] Ranges = [[0, 59], [0, 59], [0, 23], [1, 31], [1, 12], [0, 6]];

    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-05 09:00:00", "2026-01-05 09:05:00")]
    [InlineData("*/10 * * * * *", "2026-01-05 09:00:55", "2026-01-05 09:01:00")]
    [InlineData("0 30 9 * * 1-5", "2026-01-09 09:30:00", "2026-01-12 09:30:00")]
    [InlineData("0 0 0 1 JAN *", "2026-01-05 09:00:00", "2027-01-01 00:00:00")]
    [InlineData("0 0 12 * * SAT,sun", "2026-01-05 09:00:00", "2026-01-10 12:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-01-05 09:00:00", "2028-02-29 00:00:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31 23:59:58", "2026-12-31 23:59:59")]
    [InlineData("5/20 0 * * * *", "2026-01-05 09:00:05", "2026-01-05 09:00:25")]
    public void The_next_time_is_the_first_that_fits(string schedule, string from, string expected) =>
        Assert.Equal(At(expected), Ncrontab.Parse(schedule).After(At(from)));

    [Theory]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("0 0 0 31 4,6,9,11 *")]
    public void A_day_that_no_year_has_never_comes(string schedule) => Assert.Null(Ncrontab.Parse(schedule).After(At("2026-01-05 09:00:00")));

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* * 24 * * *")]
    [InlineData("* * * 0 * *")]
    [InlineData("* * * * 13 *")]
    [InlineData("* * * * * 7")]
    [InlineData("5-1 * * * * *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("a * * * * *")]
    [InlineData("1,,2 * * * * *")]
    [InlineData("-1 * * * * *")]
    public void What_is_no_schedule_is_refused(string schedule) => Assert.Throws<FormatException>(() => Ncrontab.Parse(schedule));

    /// <summary>Any schedule, written in any way: the next time fits every field, and no second before it does.</summary>
    [Fact]
    public void Nothing_that_fits_is_ever_passed_over()
    {
        var random = new Random(20260105);
        for (var round = 0; round < 60; round++)
        {
            var fields = Ranges.Select(range => Field(random, range[0], range[1])).ToArray();
            var schedule = Ncrontab.Parse(string.Join(' ', fields.Select(field => field.Text)));
            var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(0, 4 * 365 * 86_400));

            var found = schedule.After(from);

            if (found is { } next) Assert.True(Fits(next), $"{string.Join(' ', fields.Select(field => field.Text))} after {from:u} gave {next:u}.");
            var end = found ?? from.AddDays(1);
            for (var second = from.AddSeconds(1); second < end && second < from.AddDays(1); second = second.AddSeconds(1))
                if (Fits(second)) Assert.Fail($"{string.Join(' ', fields.Select(field => field.Text))} after {from:u} passed over {second:u}.");

            bool Fits(DateTimeOffset time) =>
                fields[4].Values.Contains(time.Month) && fields[3].Values.Contains(time.Day) && fields[5].Values.Contains((int)time.DayOfWeek)
                && fields[2].Values.Contains(time.Hour) && fields[1].Values.Contains(time.Minute) && fields[0].Values.Contains(time.Second);
        }
    }

    /// <summary>A field as text, with the values it stands for worked out while writing it.</summary>
    private static (string Text, HashSet<int> Values) Field(Random random, int least, int most)
    {
        var parts = new List<string>();
        var values = new HashSet<int>();
        for (var part = random.Next(1, 4); part > 0; part--)
        {
            var first = random.Next(least, most + 1);
            var last = random.Next(first, most + 1);
            var step = random.Next(1, 6);
            var (text, from, to, by) = random.Next(0, 5) switch
            {
                0 => ("*", least, most, 1),
                1 => ($"*/{step}", least, most, step),
                2 => ($"{first}", first, first, 1),
                3 => ($"{first}-{last}", first, last, 1),
                _ => ($"{first}-{last}/{step}", first, last, step),
            };
            parts.Add(text);
            for (var value = from; value <= to; value += by) values.Add(value);
        }

        return (string.Join(',', parts), values);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
