using System.Collections.Immutable;
using OmniFunctions.Customers;

namespace OmniFunctions.Lab.Day;

/// <summary>One customer of a day with all that chance decides about them, drawn beforehand: the same one meets every policy.</summary>
/// <param name="PatienceSeconds">Infinite where nobody gives up.</param>
/// <param name="Turns">Messages of the agent.</param>
/// <param name="TransferAt">The part of the handling after which they are handed on; null for most.</param>
internal sealed record Customer(
    int Number,
    DateTimeOffset Arrives,
    string Channel,
    PersonFacts Facts,
    double PatienceSeconds,
    double HandleSeconds,
    double FirstReplySeconds,
    int Turns,
    double WrapUpSeconds,
    double? TransferAt)
{
    public const int MaxTurns = 20;
    private const int MaxDraws = 100_000;

    /// <summary>What a chance is drawn for. Adding a purpose moves no other.</summary>
    private enum Purpose : ulong
    {
        Arrival = 1,
        Profile = 2,
        Patience = 3,
        Handling = 4,
        Transfer = 5,
        Offers = 6,
    }

    public static Customer Draw(DayPlan plan, ulong seed, int number)
    {
        var arrival = Chance.Of(seed, number, (ulong)Purpose.Arrival);
        var channel = plan.Channels[arrival.Weighted([.. plan.Channels.Select(demand => demand.Share)])];
        var profile = Chance.Of(seed, number, (ulong)Purpose.Profile);
        var handling = Chance.Of(seed, number, (ulong)Purpose.Handling);
        var transfer = Chance.Of(seed, number, (ulong)Purpose.Transfer);
        var handleSeconds = plan.Handling.IsExponential
            ? handling.Exponential(plan.Handling.MeanSeconds)
            : handling.Lognormal(plan.Handling.MeanSeconds, plan.Handling.Variation);
        return new Customer(
            number,
            plan.Begins.AddSeconds(SecondOfDay(channel, arrival)),
            channel.Channel,
            Profile(plan, profile),
            plan.Patience is { } patience
                ? Chance.Of(seed, number, (ulong)Purpose.Patience).Weibull(patience.Shape, patience.ScaleSeconds)
                : double.PositiveInfinity,
            handleSeconds,
            Math.Min(handling.Lognormal(Math.Max(plan.Handling.FirstReplySeconds, 1), 0.6), handleSeconds / 2),
            Math.Min(1 + (int)handling.Exponential(plan.Handling.MeanTurns - 1 + double.Epsilon), MaxTurns),
            plan.Handling.WrapUpSeconds <= 0 ? 0 : handling.Lognormal(plan.Handling.WrapUpSeconds, 0.7),
            transfer.Happens(plan.Handling.TransferShare) ? 0.2 + (0.6 * transfer.Fraction()) : null);
    }

    /// <summary>How the n-th offer of this customer is met, whoever gets it.</summary>
    public Chance Offer(ulong seed, int nth) => Chance.Of(seed, (Number * 64L) + nth, (ulong)Purpose.Offers);

    /// <summary>
    /// Of so many arrivals of a Poisson process whose rate follows the curve, each is an independent draw from the curve: thinning keeps a
    /// moment as often as the curve is high there.
    /// </summary>
    private static double SecondOfDay(ChannelDemand demand, Chance chance)
    {
        var highest = demand.Hourly.Max();
        for (var draw = 0; draw < MaxDraws; draw++)
        {
            var hour = chance.Fraction() * 24;
            var from = (int)hour;
            var rate = demand.Hourly[from] + ((hour - from) * (demand.Hourly[(from + 1) % 24] - demand.Hourly[from]));
            if (chance.Fraction() * highest < rate) return Math.Floor(hour * 3_600_000) / 1_000;
        }

        throw new InvalidOperationException($"The curve of {demand.Channel} is almost nowhere above zero.");
    }

    private static PersonFacts Profile(DayPlan plan, Chance chance)
    {
        var (tier, language) = (Pick(plan.Tiers, chance), Pick(plan.Languages, chance));
        var traits = plan.Traits.Where(trait => chance.Happens(trait.Share)).ToLookup(trait => trait.IsTag);
        return new PersonFacts(
            tier,
            language,
            [.. traits[true].Select(trait => trait.Value.ToString())],
            traits[false].DistinctBy(trait => trait.Name).ToImmutableDictionary(trait => trait.Name, trait => trait.Value),
            Owner: null);
    }

    private static string? Pick(IReadOnlyList<Share> shares, Chance chance)
    {
        var fraction = chance.Fraction();
        if (shares.Count == 0) return null;
        var left = fraction * shares.Sum(share => share.Weight);
        foreach (var share in shares)
        {
            left -= share.Weight;
            if (left < 0) return share.Value;
        }

        return shares[^1].Value;
    }
}
