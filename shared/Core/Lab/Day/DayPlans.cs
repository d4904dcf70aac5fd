using System.Collections.Immutable;
using System.Globalization;
using OmniFunctions.Customers;
using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Lab.Day;

/// <summary>Plans to begin with.</summary>
public static class DayPlans
{
    /// <summary>Hours of one agent's day, with one of them off in the middle.</summary>
    private const int ShiftHours = 9;
    private const int BreakAfterHours = 4;
    private const int SecondsPerHour = 3_600;
    private const double SafetyFactor = 2;
    private const double ChatShare = 0.45;
    private const double TraitShare = 0.2;
    private const int SkillLevels = 3;

    /// <summary>Few at night, a peak before noon and a higher one in the evening.</summary>
    private static readonly ImmutableArray<double> Chat = [3, 2, 1, 1, 1, 2, 4, 8, 18, 38, 52, 50, 40, 42, 50, 50, 46, 40, 38, 46, 54, 48, 28, 10];

    /// <summary>Messengers are read all day, and most in the evening.</summary>
    private static readonly ImmutableArray<double> Messenger = [6, 3, 2, 1, 1, 2, 6, 12, 22, 34, 42, 44, 46, 40, 38, 38, 40, 44, 52, 64, 70, 62, 40, 16];

    /// <summary>A working day of a company's customer service, for whatever channels, tiers, tags and skills the policy's rules ask about.</summary>
    public static DayPlan Standard(ServicePolicy policy, DateTimeOffset midnight, int conversations, int agents) => new(
        midnight,
        conversations,
        Channels(policy),
        [.. Tiers(policy)],
        [new("zh", 0.8), new("en", 0.2)],
        [.. PolicyTests.Traits(policy).Select(trait => new Trait(trait.Name, ValueOf(trait.Value), trait.IsTag, TraitShare))],
        new Handling(MeanSeconds: 300, Variation: 0.9, MeanTurns: 4, FirstReplySeconds: 12, WrapUpSeconds: 20, TransferShare: 0.06),
        new Patience(Shape: 1.3, ScaleSeconds: 420),
        new Habits(ReactionSeconds: 4, MissedShare: 0.01, DeclinedShare: 0.01, ReturnSeconds: 180),
        Agents(policy, midnight, agents));

    private static ImmutableArray<ChannelDemand> Channels(ServicePolicy policy) =>
    [
        new("webchat", ChatShare, Chat),
        .. PolicyTests.Channels(policy).Except(["webchat"]).DefaultIfEmpty("wechat-oa").ToList() is var others
            ? others.Select(channel => new ChannelDemand(channel, (1 - ChatShare) / others.Count, Messenger))
            : [],
    ];

    /// <summary>Each tier is a fifth of the one below it.</summary>
    private static IEnumerable<Share> Tiers(ServicePolicy policy) =>
        policy.Tiers.Count == 0 ? [new(null, 1)] : policy.Tiers.Select((tier, index) => new Share(tier, Math.Pow(0.2, index)));

    private static AttributeValue ValueOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? AttributeValue.Of(number) : AttributeValue.Of(text);

    /// <summary>The demand of all channels at the beginning of an hour.</summary>
    private static double Demand(int hour) => (ChatShare * Chat[hour]) + ((1 - ChatShare) * Messenger[hour]);

    /// <summary>Few customers need more agents each than many do: chance evens out with their number, as the square root of it.</summary>
    private static double Needed(int hour) => Demand(hour) + (SafetyFactor * Math.Sqrt(Demand(hour)));

    private static ImmutableArray<AgentPlan> Agents(ServicePolicy policy, DateTimeOffset midnight, int count)
    {
        var queues = policy.Queues.Select(queue => queue.Id).ToImmutableHashSet();
        return
        [
            .. Starts(count).Select((start, index) => new AgentPlan(
                new AgentId(string.Create(CultureInfo.InvariantCulture, $"agent{index + 1:000}")),
                new AgentPlace(Capacity: 3, queues, Skills: Skills(policy, index)),
                Spans(midnight, start))),
        ];
    }

    /// <summary>Three of five agents have a skill, a third of them on each level.</summary>
    private static ImmutableDictionary<SkillId, int> Skills(ServicePolicy policy, int agent) => policy.Skills
        .Index()
        .Where(entry => (agent + (2 * entry.Index)) % 5 < 3)
        .ToImmutableDictionary(entry => entry.Item.Id, entry => 1 + ((agent + entry.Index) % SkillLevels));

    /// <summary>Each agent begins in the hour in which one more helps most: where the hours of the shift lack most of the people that the demand asks for.</summary>
    private static IEnumerable<int> Starts(int count)
    {
        var hours = Enumerable.Range(0, 24);
        var perPoint = count * (ShiftHours - 1) / hours.Sum(Needed);
        var lacking = hours.Select(hour => Needed(hour) * perPoint).ToArray();
        for (var agent = 0; agent < count; agent++)
        {
            var best = hours.MaxBy(start => Worked(start).Sum(hour => lacking[hour]));
            foreach (var hour in Worked(best)) lacking[hour]--;
            yield return best;
        }
    }

    private static IEnumerable<int> Worked(int start) =>
        Enumerable.Range(0, ShiftHours).Where(hour => hour != BreakAfterHours).Select(hour => (start + hour) % 24);

    /// <summary>A shift over midnight is worked on both ends of the day: yesterday's in the small hours, and today's in the night.</summary>
    private static ImmutableArray<OnDuty> Spans(DateTimeOffset midnight, int start)
    {
        var spans = new[] { (From: start, Until: start + BreakAfterHours), (From: start + BreakAfterHours + 1, Until: start + ShiftHours) };
        return
        [
            .. spans
                .SelectMany(span => new[] { span, (span.From - 24, span.Until - 24) })
                .Where(span => span.Item2 > 0)
                .Select(span => new OnDuty(midnight.AddSeconds(Math.Max(0, span.Item1) * SecondsPerHour), midnight.AddSeconds(span.Item2 * SecondsPerHour)))
                .OrderBy(span => span.From),
        ];
    }
}
