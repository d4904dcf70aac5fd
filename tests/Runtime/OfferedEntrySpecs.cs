using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Tests.Runtime;

/// <summary>How much of an explanation goes out with the entry that every page is pushed.</summary>
public sealed class OfferedEntrySpecs
{
    private static readonly QueueId Service = new("service");
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private readonly Names names = new(new Roster([], Start), DemoPolicy.Document);

    [Fact]
    public async Task An_entry_names_the_nearest_candidates_and_counts_the_others()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        var offered = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Offer(new AgentId("a0"), Of(candidates: 50, further: 400)));

        var viewer = new Agent(RuntimeUnderTest.Tenant, new("a0"), "A", [AgentRole.Agent], 1, [Service], string.Empty);
        var shown = EntryMapping.Map(offered.Events, offered.After!.State, names, viewer).OfType<OfferedEntry>().Single().Why;

        Assert.Equal(EntryMapping.MaxCandidates, shown.Candidates.Count);
        Assert.Equal("a0", shown.Candidates[0].Agent.Id);
        Assert.Equal(450 - EntryMapping.MaxCandidates, shown.FurtherCandidates);
        Assert.Empty(shown.Further);
    }

    [Fact]
    public void The_explanation_itself_leaves_nobody_out()
    {
        var shown = names.Of(Of(candidates: 50, further: 400));

        Assert.Equal(50, shown.Candidates.Count);
        Assert.Equal(400, Assert.Single(shown.Further).Agents.Count);
        Assert.Equal(400, shown.FurtherCandidates);
    }

    private static Explanation Of(int candidates, int further) => new(
        Start,
        "demo-1",
        Service,
        Start,
        new AgentId("a0"),
        [.. Enumerable.Range(0, candidates).Select(i => new CandidateVerdict(new($"a{i}"), i == 0 ? Verdict.Chosen : Verdict.LessIdle, 0, 1, Start))],
        further,
        Further: [new VerdictGroup(Verdict.LessIdle, [.. Enumerable.Range(candidates, further).Select(i => new AgentId($"a{i}"))])]);
}
