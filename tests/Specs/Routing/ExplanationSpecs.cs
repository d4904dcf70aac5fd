using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

public sealed class ExplanationSpecs
{
    [Fact]
    public void An_explanation_that_was_stored_comes_to_the_same_when_it_is_evaluated_again()
    {
        var why = Many(Strategy.LeastLoaded);

        var again = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(why, CoreJson.Instance.Explanation), CoreJson.Instance.Explanation)!;

        Assert.Equal(Evaluation.HashOf(why), Evaluation.HashOf(again));
        Assert.Equal(Evaluation.HashOf(why), Evaluation.HashOf(again.Evaluate()!));
    }

    [Fact]
    public void A_fact_that_was_tampered_with_comes_out()
    {
        var why = Many(Strategy.LeastLoaded);
        var forged = why with { Candidates = [why.Candidates[0] with { Load = 99 }, .. why.Candidates.Skip(1)] };

        Assert.NotEqual(why.Chosen, forged.Evaluate()!.Chosen);
        Assert.NotEqual(Evaluation.HashOf(forged), Evaluation.HashOf(forged.Evaluate()!));
    }

    [Fact]
    public void How_long_it_took_is_no_part_of_the_hash() =>
        Assert.Equal(Evaluation.HashOf(Many(Strategy.Weighted)), Evaluation.HashOf(Many(Strategy.Weighted) with { ElapsedMicroseconds = 7 }));

    [Fact]
    public void Of_a_large_floor_everybody_is_named_and_the_nearest_in_detail()
    {
        var why = Many(Strategy.LongestIdle);

        Assert.Equal(Explanation.MaxCandidates, why.Candidates.Count);
        Assert.Equal(900, why.Candidates.Count + why.Further!.Sum(group => group.Agents.Length));
        Assert.Equal(why.FurtherCandidates, why.Further!.Sum(group => group.Agents.Length));
        Assert.Contains(why.Further!, group => group.Verdict == Verdict.NotInQueue);

    }

    [Fact]
    public void Whoever_it_waits_for_is_named_first()
    {
        var terms = new RoutingTerms(LastAgent: Bo, Strategy: Strategy.LastAgentFirst, LastAgentWaitSeconds: 60);
        var group = RoutingGroup.Empty.Seat(Bo, capacity: 1).Line(Work("other")).Seat(Ana).Line(Work("c1").Asking(terms));

        var why = Matcher.ExplainWaiting(group, group.Waiting[0], Start.AddSeconds(1));

        Assert.Equal([(Bo, Verdict.AtCapacity), (Ana, Verdict.NotOwnOrLastAgent)], why.Candidates.Select(said => (said.Agent, said.Verdict)));
        Assert.Equal(Evaluation.HashOf(why), Evaluation.HashOf(why.Evaluate()!));
    }

    [Fact]
    public void The_steps_in_force_are_told()
    {
        var terms = new RoutingTerms(Widening: [new(10, LowerLevelBy: 1), new(20, AddQueues: [Sales])]);
        var group = RoutingGroup.Empty.Line(Work("c1").Asking(terms));

        Assert.Null(Matcher.ExplainWaiting(group, group.Waiting[0], Start.AddSeconds(9)).WidenedBy);
        Assert.Equal(terms.Widening[0], Assert.Single(Matcher.ExplainWaiting(group, group.Waiting[0], Start.AddSeconds(10)).WidenedBy!));
    }

    [Fact]
    public void An_explanation_of_an_earlier_build_is_read_and_cannot_be_evaluated()
    {
        const string Stored = """
            {"at":"2026-03-02T09:00:00+00:00","policyVersion":"policy-7","queue":"service","waitingSince":"2026-03-02T09:00:00+00:00","chosen":"ana",
            "candidates":[{"agent":"ana","verdict":"chosen","load":0,"capacity":3,"idleSince":"2026-03-02T09:00:00+00:00"}],"furtherCandidates":4}
            """;

        var why = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(Stored), CoreJson.Instance.Explanation)!;

        Assert.Equal((Ana, 4), (why.Chosen!.Value, why.FurtherCandidates));
        Assert.Null(why.Evaluate());
    }

    private static Explanation Many(Strategy strategy)
    {
        var group = RoutingGroup.Empty;
        for (var i = 0; i < 900; i++)
        {
            var agent = new AgentId(i.ToString("D3", CultureInfo.InvariantCulture));
            group = group.Seat(agent, (Presence)(i % 3), capacity: 1 + (i % 5), at: i * 37 % 900, queues: i % 7 == 0 ? Sales : Service);
        }

        return Assert.Single(Dispatcher.Enqueue(group, Work("c1").Asking(new(Strategy: strategy, Prefer: [new(English, 1)])), Start.AddSeconds(1_000)).Assigned).Why;
    }
}
