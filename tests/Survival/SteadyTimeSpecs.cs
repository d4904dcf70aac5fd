using System.Diagnostics;
using OmniFunctions.Runtime.Time;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Survival;

public sealed class SteadyTimeSpecs
{
    private readonly JumpingClock machine = new();
    private readonly SteadyTime time;

    public SteadyTimeSpecs() => time = new SteadyTime(machine);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(365 * 24)]
    [InlineData(-365 * 24)]
    public void A_clock_that_is_set_is_not_followed(int hours)
    {
        machine.Jump(TimeSpan.FromHours(hours));
        Pass(seconds: 3_600);
        Assert.Equal(machine.Passing.GetUtcNow(), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(hours), time.Apart);
    }

    [Fact]
    public void A_clock_that_is_set_back_again_is_followed_as_before()
    {
        machine.Jump(TimeSpan.FromHours(1));
        Pass(seconds: 60);
        machine.Jump(TimeSpan.FromHours(-1) + TimeSpan.FromMilliseconds(500));
        Pass(seconds: 120);
        Assert.InRange(time.Apart.Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(5));
    }

    [Theory]
    [InlineData(0.0005)]
    [InlineData(-0.0005)]
    public void A_clock_that_drifts_is_followed(double share)
    {
        machine.Drift(share);
        Pass(seconds: 24 * 3_600);
        Assert.InRange(time.Apart.Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public void Time_never_goes_back_while_it_is_corrected()
    {
        machine.Jump(-SteadyTime.LargestCorrection);
        var before = time.GetUtcNow();
        for (var i = 0; i < 10_000; i++)
        {
            machine.Passing.Advance(TimeSpan.FromMilliseconds(37));
            var now = time.GetUtcNow();
            Assert.True(now > before, $"{now:O} follows {before:O}");
            before = now;
        }
    }

    [Fact]
    public void Nobody_who_does_not_ask_for_an_hour_is_an_hour_ahead_afterwards()
    {
        machine.Jump(TimeSpan.FromSeconds(1));
        Pass(seconds: 2);
        machine.Passing.Advance(TimeSpan.FromHours(1));
        Assert.InRange(time.Apart, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>The clock that also runs while the machine sleeps can only be ahead of the one that does not (clock_gettime(2)).</summary>
    [Fact]
    public void Time_asleep_has_passed()
    {
        var awake = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        var passed = MachineTime.Instance.GetTimestamp() / (double)MachineTime.Instance.TimestampFrequency;
        Assert.True(passed >= awake, $"{passed} s have passed, and the machine was awake for {awake} s of them");
    }

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            machine.Passing.Advance(TimeSpan.FromSeconds(1));
            time.GetUtcNow();
        }
    }
}
