namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// The one source of randomness of a run (SplitMix64). The base library's generator may change its numbers from one version to the next,
/// and a recorded seed should still mean the same then.
/// </summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0 up to but without the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Happens(double probability) => Fraction() < probability;

    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T OneOf<T>(params T[] choices) => choices[Below(choices.Length)];

    public TimeSpan Span(TimeSpan least, TimeSpan most) => least + TimeSpan.FromMilliseconds(Math.Floor(Fraction() * (most - least).TotalMilliseconds));

    /// <summary>A stream of its own, so that what one part draws does not move what another draws.</summary>
    public Chance Fork() => new(Next());
}
