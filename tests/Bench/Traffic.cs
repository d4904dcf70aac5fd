using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>Messages of the customers whose conversations are open, at an even rate, each customer in turn.</summary>
internal sealed class Traffic(StaffedServer system, int conversations)
{
    /// <summary>Numbers that no first message has.</summary>
    private const long First = 1_000_000_000;

    private const int Connections = 64;
    private long next = First;

    public async Task<LoadResult> RunAtAsync(double rate, TimeSpan duration, int connections = Connections)
    {
        var timetable = Timetable.FromNow(rate, duration);
        var first = next;
        next += timetable.Total;
        return await HttpLoad.RunAtAsync(system.Address, timetable, connections, (number, buffer) => system.Texts.Write(1 + ((first + number) % conversations), first + number, buffer));
    }
}
