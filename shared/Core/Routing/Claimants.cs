namespace OmniFunctions.Routing;

/// <summary>Those to whom a conversation belongs before anybody else.</summary>
internal static class Claimants
{
    /// <summary>The owner, then who served the customer last.</summary>
    internal static AgentId[] Of(RoutingTerms terms) => (terms.Owner, terms.Strategy == Strategy.LastAgentFirst ? terms.LastAgent : null) switch
    {
        (null, null) => [],
        ({ } owner, null) => [owner],
        (null, { } last) => [last],
        ({ } owner, { } last) => owner == last ? [owner] : [owner, last],
    };

    internal static DateTimeOffset AwaitedUntil(WaitingWork work) => work.Since.AddSeconds(work.Terms.LastAgentWaitSeconds);
}
