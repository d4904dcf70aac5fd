using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Lab.Day;

/// <summary>What is written down of a day while it goes by: each visit, each agent's hours, and every few minutes how things stand.</summary>
public sealed class DayBook(DayPlan plan)
{
    /// <summary>From one sample to the next.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private readonly List<Visit> visits = new(plan.Conversations);
    private readonly Dictionary<AgentId, AgentHours> hours = plan.Agents.ToDictionary(agent => agent.Agent, agent => new AgentHours(agent.Agent, plan.Begins));
    private readonly List<DaySample> samples = [];
    private readonly SortedDictionary<string, int> breaches = new(StringComparer.Ordinal);

    public DayPlan Plan { get; } = plan;

    public IReadOnlyList<Visit> Visits => visits;

    public IReadOnlyCollection<AgentHours> Agents => hours.Values;

    public IReadOnlyList<DaySample> Samples => samples;

    /// <summary>Targets that were not met in time, by measure.</summary>
    public IReadOnlyDictionary<string, int> Breaches => breaches;

    /// <summary>Commands that the lifecycle decided.</summary>
    public int Decisions { get; private set; }

    internal Visit Open(Customer customer)
    {
        var visit = new Visit(customer.Number, customer.Channel, customer.Facts.Tier, customer.Arrives);
        visits.Add(visit);
        return visit;
    }

    internal void Note(Visit visit, Happening happening)
    {
        Decisions++;
        foreach (var e in happening.Events) Note(visit, happening, e);
    }

    internal void Rerouted(RoutingGroup before, RoutingGroup after, DateTimeOffset at)
    {
        if (ReferenceEquals(before.Agents, after.Agents)) return;
        foreach (var (agent, seat) in after.Agents)
        {
            if (!before.Agents.TryGetValue(agent, out var was) || !ReferenceEquals(was, seat)) hours[agent].Become(seat, at);
        }
    }

    internal void Sample(VirtualTenant tenant) => samples.Add(DaySample.Of(tenant.Group, tenant.Now));

    internal void Finish(DateTimeOffset at)
    {
        foreach (var agent in hours.Values) agent.Pass(at);
    }

    private void Note(Visit visit, Happening happening, ConversationEvent e)
    {
        switch (e)
        {
            case ConversationEvent.Queued queued:
                visit.Queue = queued.Queue;
                visit.Queued ??= queued.Since;
                break;
            case ConversationEvent.Offered:
                visit.Offers++;
                break;
            case ConversationEvent.OfferMissed missed:
                visit.Missed++;
                hours[missed.Agent].Missed++;
                break;
            case ConversationEvent.OfferDeclined:
                visit.Declined++;
                break;
            case ConversationEvent.Accepted accepted:
                visit.Accepted ??= accepted.At;
                visit.Agent = accepted.Agent;
                hours[accepted.Agent].Accepted++;
                break;
            case ConversationEvent.Transferred:
                visit.Transfers++;
                break;
            case ConversationEvent.Reply reply when reply.Provenance.IsOfAPerson():
                visit.Replied ??= reply.At;
                break;
            case ConversationEvent.ClocksChanged changed:
                foreach (var change in changed.Changes.Where(change => change.Fired.Any(mark => mark.Percent == ServiceTarget.Breach))) Breach(change.Measure);
                break;
            case ConversationEvent.Closed closed:
                visit.Ended ??= closed.At;
                visit.End = closed.Reason switch
                {
                    CloseReason.Abandoned => VisitEnd.Abandoned,
                    _ when visit.Accepted is not null => VisitEnd.Served,
                    _ => VisitEnd.TurnedAway,
                };
                break;
        }
    }

    private void Breach(ServiceMeasure measure)
    {
        var name = char.ToLowerInvariant(measure.ToString()[0]) + measure.ToString()[1..];
        breaches[name] = breaches.GetValueOrDefault(name) + 1;
    }
}
