using OmniFunctions.Lab;

namespace OmniFunctions.Tests.Specs.Lab;

public class AgendaSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 3, 28, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_due_earlier_happens_earlier_and_the_clock_jumps_there()
    {
        var agenda = new Agenda(Start);
        var seen = new List<(string, DateTimeOffset)>();
        agenda.After(20, () => seen.Add(("second", agenda.Now)));
        agenda.After(10, () => seen.Add(("first", agenda.Now)));
        while (agenda.Next(Start.AddHours(1))) { }
        Assert.Equal([("first", Start.AddSeconds(10)), ("second", Start.AddSeconds(20))], seen);
        Assert.Equal(Start.AddHours(1), agenda.Now);
    }

    [Fact]
    public void Of_two_at_one_moment_the_one_noted_first_comes_first()
    {
        var agenda = new Agenda(Start);
        var seen = new List<int>();
        foreach (var n in Enumerable.Range(0, 100)) agenda.After(5, () => seen.Add(n));
        while (agenda.Next(Start.AddHours(1))) { }
        Assert.Equal(Enumerable.Range(0, 100), seen);
    }

    [Fact]
    public void What_is_noted_for_the_past_happens_now()
    {
        var agenda = new Agenda(Start);
        agenda.At(Start.AddDays(-1), () => { });
        Assert.Equal(Start, agenda.NextDue);
        Assert.True(agenda.Next(Start));
        Assert.Equal(Start, agenda.Now);
    }

    [Fact]
    public void What_is_due_after_the_end_does_not_happen()
    {
        var agenda = new Agenda(Start);
        agenda.After(11, () => Assert.Fail("It was not its time."));
        Assert.False(agenda.Next(Start.AddSeconds(10)));
        Assert.Equal(Start.AddSeconds(10), agenda.Now);
    }
}
