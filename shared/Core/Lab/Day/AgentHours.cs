using OmniFunctions.Routing;

namespace OmniFunctions.Lab.Day;

/// <summary>What an agent's day adds up to.</summary>
public sealed class AgentHours(AgentId agent, DateTimeOffset begins)
{
    private DateTimeOffset asOf = begins;
    private bool isOnline;
    private int held;
    private int capacity;

    public AgentId Agent { get; } = agent;

    /// <summary>Ready for work.</summary>
    public double OnlineSeconds { get; private set; }

    /// <summary>With at least one conversation, offered ones included.</summary>
    public double BusySeconds { get; private set; }

    /// <summary>Units in use, times time.</summary>
    public double UnitSecondsHeld { get; private set; }

    /// <summary>Units that could be in use: all while online, and afterwards as many as are still held.</summary>
    public double UnitSecondsThere { get; private set; }

    /// <summary>Conversations accepted, those handed on by others included.</summary>
    public int Accepted { get; internal set; }

    public int Missed { get; internal set; }

    /// <summary>The most units in use at once.</summary>
    public int MostHeld { get; private set; }

    public double Occupancy => UnitSecondsThere == 0 ? 0 : UnitSecondsHeld / UnitSecondsThere;

    internal void Become(AgentSeat seat, DateTimeOffset at)
    {
        Pass(at);
        isOnline = seat.Presence == Presence.Online;
        held = seat.UnitsInUse;
        capacity = seat.Capacity;
        MostHeld = Math.Max(MostHeld, held);
    }

    internal void Pass(DateTimeOffset at)
    {
        var seconds = (at - asOf).TotalSeconds;
        asOf = at;
        if (isOnline) OnlineSeconds += seconds;
        if (held > 0) BusySeconds += seconds;
        UnitSecondsHeld += held * seconds;
        UnitSecondsThere += (isOnline ? Math.Max(capacity, held) : held) * seconds;
    }
}
