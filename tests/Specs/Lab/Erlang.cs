namespace OmniFunctions.Tests.Specs.Lab;

/// <summary>
/// What queueing theory says of a line before equal agents: arrivals are Poisson, handle times exponential, one conversation an agent. It knows
/// nothing of the product, and so it can judge the simulation.
/// </summary>
internal static class Erlang
{
    /// <summary>Erlang C (1917), nobody gives up: the chance that a customer waits at all.</summary>
    /// <param name="load">Arrivals a second times mean handle seconds, in erlangs; less than <paramref name="agents"/>.</param>
    public static double WaitProbability(int agents, double load)
    {
        // Erlang B by its recursion, which neither overflows nor cancels; C follows from it.
        var blocked = 1.0;
        for (var n = 1; n <= agents; n++) blocked = load * blocked / (n + (load * blocked));
        return blocked / (1 - (load / agents * (1 - blocked)));
    }

    /// <summary>Erlang C: seconds in line, over all customers.</summary>
    public static double MeanWait(int agents, double arrivalsPerSecond, double handleSeconds)
    {
        var load = arrivalsPerSecond * handleSeconds;
        return WaitProbability(agents, load) * handleSeconds / (agents - load);
    }

    /// <summary>
    /// Erlang A (Palm 1946), patience is exponential: the part that gives up, and the mean time in line of all. The line is a birth-death chain: in
    /// state k it dies at rate min(k, n)/handle + max(k - n, 0)/patience.
    /// </summary>
    public static (double Abandoned, double MeanWait) WithPatience(int agents, double arrivalsPerSecond, double handleSeconds, double patienceSeconds)
    {
        const double negligible = 1e-14;
        var weights = new List<double> { 1 };
        for (var k = 1; k <= agents || weights[^1] > negligible * weights.Max(); k++)
        {
            weights.Add(weights[^1] * arrivalsPerSecond / ((Math.Min(k, agents) / handleSeconds) + (Math.Max(k - agents, 0) / patienceSeconds)));
        }

        var inLine = weights.Select((weight, k) => weight * Math.Max(k - agents, 0)).Sum() / weights.Sum();
        return (inLine / patienceSeconds / arrivalsPerSecond, inLine / arrivalsPerSecond);
    }
}
