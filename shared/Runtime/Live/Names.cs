using System.Text.Json;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Runtime.Live;

/// <summary>Puts names to the ids of one tenant.</summary>
public sealed class Names(Roster roster, ServicePolicy policy)
{
    public Roster Roster => roster;

    public ServicePolicy Policy => policy;

    public Named Of(AgentId agent) => new(agent.Value, roster.NameOf(agent));

    /// <summary>A queue that an earlier policy knew keeps its id as its name.</summary>
    public Named Of(QueueId queue) => new(queue.Value, policy.Queues.FirstOrDefault(known => known.Id == queue)?.Name ?? queue.Value);

    public Named? OfOptional(AgentId? agent) => agent is { } id ? Of(id) : null;

    /// <summary>What a queue calls a disposition; one that an earlier policy knew keeps its id as its name.</summary>
    public string OfDisposition(string id) =>
        policy.Queues.SelectMany(queue => queue.WrapUp.Dispositions).FirstOrDefault(known => known.Id == id)?.Name ?? id;

    public ExplanationView Of(Explanation why) => Of(why, int.MaxValue) with
    {
        Further = [.. (why.Further ?? []).Select(group => new FurtherView(group.Verdict, [.. group.Agents.Select(Of)]))],
    };

    /// <summary>With the nearest candidates alone; of the others it says how many they are.</summary>
    public ExplanationView Of(Explanation why, int maxCandidates) => new(
        why.At,
        why.PolicyVersion,
        Of(why.Queue),
        why.WaitingSince,
        OfOptional(why.Chosen),
        [.. why.Candidates.Take(maxCandidates).Select(Of)],
        why.FurtherCandidates + Math.Max(0, why.Candidates.Count - maxCandidates))
    {
        PolicyHash = why.PolicyHash,
        Terms = why.Terms is { } terms ? Of(terms) : null,
        WidenedBy = [.. (why.WidenedBy ?? []).Select(step => new WideningView(step.AfterSeconds, step.DropPreferred, step.LowerLevelBy, [.. step.AddQueues.Select(queue => queue.Value)]))],
        ElapsedMicroseconds = why.ElapsedMicroseconds,
    };

    private CandidateView Of(CandidateVerdict said) => new(Of(said.Agent), said.Verdict, said.Load, said.Capacity, said.IdleSince)
    {
        Presence = said.Facts?.Presence,
        Reason = said.Facts?.Reason,
        Gaps = Skills(said.Facts?.Gaps ?? []),
        Weight = said.Facts?.Weight,
    };

    private TermsView Of(RoutingTerms terms) => new(
        terms.Priority,
        terms.Units,
        terms.Channel,
        Skills(terms.Require),
        Skills(terms.Prefer),
        OfOptional(terms.Owner),
        OfOptional(terms.LastAgent),
        OfOptional(terms.Only),
        JsonNamingPolicy.CamelCase.ConvertName(terms.Strategy.ToString()),
        terms.TargetDueAt);

    private static IReadOnlyList<SkillView> Skills(IEnumerable<SkillNeed> needs) => [.. needs.Select(need => new SkillView(need.Skill.Value, need.Level))];
}
