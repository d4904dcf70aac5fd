using OmniFunctions.Lab;

namespace OmniFunctions.Tests.Specs.Lab;

/// <summary>Chance that follows from a seed: the same numbers for ever, and the distributions they claim to be.</summary>
public class ChanceSpecs
{
    private const int Draws = 200_000;

    [Fact]
    public void A_seed_gives_the_same_numbers_for_ever()
    {
        var chance = new Chance(1);
        // The published first outputs of SplitMix64 for seed 1: a change here would make every recorded seed another day.
        Assert.Equal(0x910A2DEC89025CC1UL, chance.Next());
        Assert.Equal(0xBEEB8DA1658EEC67UL, chance.Next());
    }

    [Fact]
    public void What_one_customer_draws_does_not_depend_on_another() =>
        Assert.NotEqual(Chance.Of(1, 7, 1).Next(), Chance.Of(1, 8, 1).Next());

    [Fact]
    public void Purposes_of_one_customer_do_not_run_alike() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(n => Chance.Of(1, n / 10, (ulong)(n % 10)).Next()).Distinct().Count());

    [Fact]
    public void Fractions_are_spread_evenly() => Near(0.5, Mean(chance => chance.Fraction()), 0.005);

    [Fact]
    public void Exponential_waits_have_their_mean_and_do_not_age()
    {
        Near(40, Mean(chance => chance.Exponential(40)), 0.4);
        Near(Math.Exp(-2), Mean(chance => chance.Exponential(40) > 80 ? 1 : 0), 0.003);
    }

    [Fact]
    public void Lognormal_times_have_their_mean_and_their_variation()
    {
        Near(300, Mean(chance => chance.Lognormal(300, 0.9)), 4);
        Near(0.9, Math.Sqrt(Mean(chance => Math.Pow(chance.Lognormal(300, 0.9) - 300, 2))) / 300, 0.05);
    }

    [Fact]
    public void Weibull_patience_has_its_scale_at_63_percent()
    {
        Near(1 - Math.Exp(-1), Mean(chance => chance.Weibull(1.3, 420) <= 420 ? 1 : 0), 0.005);
        Near(420, Mean(chance => chance.Weibull(1, 420)), 5);
    }

    [Fact]
    public void Weights_are_drawn_as_often_as_they_weigh()
    {
        Near(0.75, Mean(chance => chance.Weighted([1, 3]) == 1 ? 1 : 0), 0.005);
        Assert.Equal(0, Mean(chance => chance.Weighted([1, 0, 1]) == 1 ? 1 : 0));
    }

    private static double Mean(Func<Chance, double> draw)
    {
        var chance = new Chance(42);
        return Enumerable.Range(0, Draws).Average(_ => draw(chance));
    }

    private static void Near(double expected, double actual, double tolerance) => Assert.InRange(actual, expected - tolerance, expected + tolerance);
}
