namespace OmniFunctions.Cost;

/// <summary>What a company does in a month.</summary>
/// <param name="MessagesPerConversation">In both directions.</param>
/// <param name="Visitors">Web chat pages that are open at the busiest moment.</param>
/// <param name="KeptMonths">How long messages stay.</param>
internal sealed record Workload(long Conversations, int MessagesPerConversation, int Agents, int Visitors, int KeptMonths)
{
    private const double WorkingSeconds = 30 * 10 * 3600;

    /// <summary>The busiest moment against an even day of ten hours.</summary>
    private const double PeakFactor = 5;

    public long Messages => Conversations * MessagesPerConversation;

    public double PeakMessagesPerSecond => Messages / WorkingSeconds * PeakFactor;

    public double PeakConversationsPerSecond => Conversations / WorkingSeconds * PeakFactor;
}

/// <summary>A set of sizes, as the parameter files of infra/ have them.</summary>
internal enum Edition
{
    Dev,
    Test,
    Prod,
}
