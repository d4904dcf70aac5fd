namespace OmniFunctions.Lab;

/// <summary>
/// Numbers that look random and follow from a seed alone (SplitMix64): the same seed is the same day, whatever else was drawn before. The base
/// library's generator is banned here because it may change its numbers from one version to the next.
/// </summary>
public sealed class Chance(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>
    /// A stream of its own for one purpose of one person. What one customer draws never moves what another draws, so that two policies meet
    /// exactly the same people (common random numbers): a difference of their figures is a difference of the policies.
    /// </summary>
    public static Chance Of(ulong seed, long number, ulong purpose) => new(Mix(Mix(seed + Golden) ^ Mix(((ulong)number * Golden) + purpose)));

    public ulong Next() => Mix(state += Golden);

    /// <summary>0 up to but without 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 up to but without the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public bool Happens(double probability) => Fraction() < probability;

    /// <summary>Waiting for something that does not age; also what Erlang's formulas assume of calls and of patience.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Fraction());

    /// <summary>The usual shape of handle times: most are short, few are very long.</summary>
    /// <param name="variation">The standard deviation over the mean.</param>
    public double Lognormal(double mean, double variation)
    {
        var sigma = Math.Sqrt(Math.Log(1 + (variation * variation)));
        return mean * Math.Exp((sigma * Normal()) - (sigma * sigma / 2));
    }

    /// <param name="shape">Under 1: who has stayed will stay; 1: exponential; over 1: patience runs out.</param>
    /// <param name="scale">63 % are below it.</param>
    public double Weibull(double shape, double scale) => scale * Math.Pow(-Math.Log(1 - Fraction()), 1 / shape);

    /// <summary>The index of one of the weights, each as often as it weighs.</summary>
    public int Weighted(IReadOnlyList<double> weights)
    {
        var left = Fraction() * weights.Sum();
        for (var index = 0; index < weights.Count - 1; index++)
        {
            left -= weights[index];
            if (left < 0) return index;
        }

        return weights.Count - 1;
    }

    /// <summary>After Box and Muller.</summary>
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Fraction())) * Math.Cos(2 * Math.PI * Fraction());

    private static ulong Mix(ulong mixed)
    {
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
