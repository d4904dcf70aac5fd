using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

/// <summary>Terms of every kind, for those who draw them at random.</summary>
internal static class Asks
{
    internal static readonly RoutingTerms[] All =
    [
        new(),
        new(Priority: 3, TargetDueAt: Start.AddSeconds(100)),
        new(Units: 2, Channel: "voice", Strategy: Strategy.LeastLoaded),
        new(Channel: "mail", Strategy: Strategy.Weighted, Ageing: new Ageing(EverySeconds: 1, Points: 1, MaxPoints: 5), TargetDueAt: Start.AddSeconds(70)),
        new(Require: [new(Refunds, 2)], Widening: [new(3, LowerLevelBy: 1), new(6, AddQueues: [Sales])]),
        new(Prefer: [new(English, 1)], Widening: [new(4, DropPreferred: true)]),
        new(Prefer: [new(English, 1), new(Refunds, 1)], Strategy: Strategy.LeastLoaded),
        new(Owner: Ana, LastAgent: Bo, Strategy: Strategy.LastAgentFirst, LastAgentWaitSeconds: 5),
        new(LastAgent: Cy, Strategy: Strategy.LastAgentFirst, LastAgentWaitSeconds: 3, Priority: -2),
        new(Only: Bo),
    ];

    internal static readonly AgentPlace[] Places =
    [
        Place(1),
        Place(2, Service, Sales).Knowing(Refunds, 1),
        Place(3, Sales).Knowing(Refunds, 3).Knowing(English, 2) with { Weight = 3 },
        Place(4).Knowing(English, 1) with { ChannelLimits = System.Collections.Immutable.ImmutableDictionary<string, int>.Empty.Add("mail", 1) },
        Place(0),
    ];
}
