using FsCheck;
using FsCheck.Fluent;
using OmniFunctions.Lab.Day;

namespace OmniFunctions.Tests.Specs.Lab;

public class FairnessSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 11, 11, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_the_same_is_one() => Assert.Equal(1, Fairness.Jain([3, 3, 3, 3]), 12);

    [Fact]
    public void All_with_one_is_one_over_their_number() => Assert.Equal(0.25, Fairness.Jain([0, 8, 0, 0]), 12);

    [Fact]
    public void Nothing_for_anybody_is_even() => Assert.Equal(1, Fairness.Jain([0, 0]));

    [Fact]
    public void Nobody_is_overtaken_in_a_plain_line() => Assert.Equal([0, 0, 0], Fairness.Overtaken([At(0, 5), At(1, 6), At(2, 7)]));

    [Fact]
    public void Who_is_passed_over_counts_all_who_went_before() => Assert.Equal([2, 0, 0], Fairness.Overtaken([At(0, 9), At(1, 6), At(2, 7)]));

    [Fact]
    public void Overtaking_is_counted_as_one_would_by_hand() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Came, byte Stayed)[]>(),
        drawn =>
        {
            // Distinct times: who comes or goes at the same moment as another overtakes nobody by it, and the order of two such is the list's.
            (DateTimeOffset Came, DateTimeOffset Went)[] line =
                [.. drawn.Select((each, index) => At((each.Came * 1_000) + index, (each.Came * 1_000) + (each.Stayed * 1_000) + (drawn.Length * 2) - index))];
            var byHand = line.Select(one => line.Count(other => other.Came > one.Came && other.Went < one.Went));
            Assert.Equal(byHand, Fairness.Overtaken(line));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_spread_names_values_that_occurred()
    {
        var spread = Spread.Of([5, 1, 4, 2, 3]);
        Assert.Equal(new Spread(5, 3, 3, 5, 5, 5), spread);
        Assert.Equal(new Spread(0, 0, 0, 0, 0, 0), Spread.Of([]));
    }

    private static (DateTimeOffset Came, DateTimeOffset Went) At(int came, int went) => (Start.AddSeconds(came), Start.AddSeconds(went));
}
