namespace OmniFunctions.Lab.Day;

/// <summary>What a day comes to. Each figure's definition stands beside it; all times are seconds.</summary>
/// <param name="Queues">By the queue in which they waited last.</param>
/// <param name="Wait">In line until an agent had it, or until it left the line without one; those who never stood in one are not among them.</param>
/// <param name="FirstReply">From arriving to the first reply by a person.</param>
/// <param name="Breaches">Targets not met in time, by measure.</param>
/// <param name="Occupancy">Units in use over units that could be in use, times time, of all agents.</param>
/// <param name="BusyShare">Time with at least one conversation over time online, of all agents.</param>
/// <param name="LoadFairness">Jain's index over each agent's occupancy.</param>
/// <param name="WorkFairness">Jain's index over each agent's conversations for an hour online.</param>
/// <param name="Overtaken">How many of the same queue and tier came later and had an agent earlier, over all who had one.</param>
public sealed record DayFigures(
    int Conversations,
    int Served,
    int Abandoned,
    int TurnedAway,
    int Open,
    IReadOnlyList<QueueFigures> Queues,
    QueueFigures All,
    IReadOnlyList<TierFigures> Tiers,
    Spread Wait,
    Spread FirstReply,
    int Offers,
    int MissedOffers,
    int DeclinedOffers,
    int Transfers,
    IReadOnlyDictionary<string, int> Breaches,
    double Occupancy,
    double BusyShare,
    double LoadFairness,
    double WorkFairness,
    int Agents,
    double AgentHours,
    int MostUnitsHeld,
    Spread Overtaken,
    int Decisions);

/// <param name="TargetSeconds">Of the first response in this queue.</param>
/// <param name="ServiceLevel">
/// Answered by a person within the target over all who wrote, those left out who gave up before the target had passed: nobody can answer them.
/// </param>
/// <param name="AbandonRate">Gave up in line over all who wrote.</param>
public sealed record QueueFigures(
    string Queue, int TargetSeconds, int Conversations, int Served, int Abandoned, int TurnedAway, int Open, double ServiceLevel, double AbandonRate, Spread Wait);

/// <param name="WaitFairness">Jain's index over the waits of this tier's customers.</param>
public sealed record TierFigures(string? Tier, int Conversations, double AbandonRate, Spread Wait, double WaitFairness);
