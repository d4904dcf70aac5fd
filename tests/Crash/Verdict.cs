namespace OmniFunctions.Tests.Crash;

/// <param name="Acknowledged">Customers' messages answered 2xx, and agents' replies answered 2xx.</param>
/// <param name="Doubled">Stored twice, or delivered to the customer's platform twice.</param>
internal sealed record Verdict(int Acknowledged, int Lost, int Doubled, int OutOfOrder, IReadOnlyList<string> Findings)
{
    public bool IsClean => Acknowledged > 0 && Lost == 0 && Doubled == 0 && OutOfOrder == 0;

    public static Verdict operator +(Verdict one, Verdict other) => new(
        one.Acknowledged + other.Acknowledged,
        one.Lost + other.Lost,
        one.Doubled + other.Doubled,
        one.OutOfOrder + other.OutOfOrder,
        [.. one.Findings, .. other.Findings]);

    public override string ToString() => $"acknowledged {Acknowledged}, lost {Lost}, doubled {Doubled}, out of order {OutOfOrder}";
}
