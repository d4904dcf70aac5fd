using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Lab.Script;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using Decision = OmniFunctions.Conversations.Decision;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Lab;

/// <summary>Plays a story through a policy on a virtual clock, from one due time to the next: thirty days take milliseconds.</summary>
public sealed class PolicyLab
{
    private static readonly TenantId Tenant = new("virtual");

    private readonly CompiledPolicy policy;
    private readonly Rulebook rules;
    private readonly LabScript script;
    private readonly VirtualTenant tenant;
    private readonly LabZones zones;
    private readonly Dictionary<string, LabCustomer> customers;
    private readonly Dictionary<string, PersonId> people;
    private readonly Dictionary<PersonId, int> ordinals = [];
    private readonly Dictionary<AgentId, AgentPlace> places;
    private readonly List<LabStep> steps = [];
    private LabLine? current;

    private PolicyLab(CompiledPolicy policy, LabScript script, Func<string, TimeZoneInfo?> zones)
    {
        this.policy = policy;
        this.script = script;
        this.zones = new LabZones(policy.Document, script, zones);
        rules = new Rulebook(policy, Zones: zones);
        tenant = new VirtualTenant(Tenant, rules, script.From);
        customers = script.Customers.ToDictionary(customer => customer.Name, StringComparer.Ordinal);
        people = script.Customers.Index().ToDictionary(entry => entry.Item.Name, entry => PersonOf(entry.Index), StringComparer.Ordinal);
        places = script.Agents.ToDictionary(agent => agent.Agent, Place);
        tenant.Happened += Note;
    }

    /// <param name="policy">Without faults.</param>
    /// <param name="zones">What the machine knows under an IANA id.</param>
    /// <param name="cancellation">Whoever asked waits no longer.</param>
    public static LabRun Run(CompiledPolicy policy, LabScript script, Func<string, TimeZoneInfo?> zones, CancellationToken cancellation = default)
    {
        var lab = new PolicyLab(policy, script, zones);
        lab.Prepare();
        while (lab.steps.Count < LabRun.MaxSteps && lab.tenant.Agenda.Next(script.Until)) cancellation.ThrowIfCancellationRequested();
        return new LabRun(policy.Version, policy.Hash, script, lab.steps);
    }

    private void Prepare()
    {
        foreach (var agent in script.Agents) tenant.Seat(agent.Agent, places[agent.Agent], agent.Presence);
        foreach (var line in script.Lines) tenant.Agenda.At(line.At, () => Play(line));
    }

    private void Play(LabLine line)
    {
        current = line;
        switch (line.Act)
        {
            case LabAct.Writes act:
                Write(act, line);
                break;
            case LabAct.Wants act:
                tenant.Apply(ConversationOf(act.Customer), act.Command, Cause.Actor);
                break;
            case LabAct.Claims act:
                var id = ConversationOf(act.Customer);
                if (tenant.Claim(id, act.Agent) is { } refused) Add(id, Cause.Actor, "Claim", RefusalOf(refused), []);
                break;
            case LabAct.Merges act:
                tenant.Apply(ConversationOf(act.Customer), new ConversationCommand.Merge(act.Agent, ConversationOf(act.Into)), Cause.Actor);
                break;
            case LabAct.Becomes act:
                Add(null, Cause.Actor, act.Presence.ToString(), null, []);
                tenant.Seat(act.Agent, places[act.Agent], act.Presence, act.Reason);
                break;
            case LabAct.Looks act:
                Add(ConversationOf(act.Customer), Cause.Actor, "Look", null, []);
                break;
            default:
                throw new InvalidOperationException($"Nobody plays {line.Act.GetType().Name}.");
        }

        current = null;
    }

    /// <summary>A message goes where intake would bring it: into the conversation the customer has, or into their next when that has ended.</summary>
    private void Write(LabAct.Writes act, LabLine line)
    {
        var person = people[act.Customer];
        var customer = customers[act.Customer];
        if (tenant.StateOf(ConversationOf(act.Customer))?.Phase is Phase.Ended) ordinals[person] = ordinals.GetValueOrDefault(person, 1) + 1;
        var key = string.Create(CultureInfo.InvariantCulture, $"step{line.Number}");
        var item = new InboundItem { Kind = ItemKind.Text, Sender = person.Value, Conversation = person.Value, DedupeKey = key, MessageId = key, Text = act.Text };
        var facts = new PersonFacts(customer.Tier, customer.Language, customer.Tags, customer.Attributes, customer.Owner);
        var leg = new Leg(new AccountKey(Tenant, customer.Channel, customer.Account), person.Value, person.Value);
        tenant.Apply(ConversationOf(act.Customer), new ConversationCommand.Receive(person, key, leg, item, tenant.Now, facts), Cause.Actor);
    }

    private ConversationId ConversationOf(string customer) =>
        tenant.Living(ConversationId.Of(people[customer], ordinals.GetValueOrDefault(people[customer], 1)));

    private void Note(Happening happening)
    {
        var isNews = happening.Events.Any(IsNews) || happening.Decision is Decision.Refused;
        // Every message arrives here, and is told so at once: that is no news.
        if (happening is { Cause: Cause.Channel, Decision: Decision.Happened }) return;
        // A repeated wish that changes nothing is shown where the script has it; that a timer found nothing to do is not.
        if (!isNews && happening.Cause != Cause.Actor) return;
        Add(happening.Conversation, happening.Cause, happening.Command.GetType().Name, (happening.Decision as Decision.Refused)?.Reason, happening.Events);
    }

    /// <summary>Looking at the line and finding nothing to do is none.</summary>
    private static bool IsNews(ConversationEvent e) => e is not (ConversationEvent.AssessmentAsked or ConversationEvent.Assessed { Why.Done: null });

    private void Add(ConversationId? conversation, Cause cause, string what, Refusal? refusal, IReadOnlyList<ConversationEvent> events)
    {
        if (steps.Count >= LabRun.MaxSteps) return;
        var state = conversation is { } id ? tenant.StateOf(id) : null;
        var zone = zones.Of(state?.Phase.QueueOrNone());
        steps.Add(new LabStep(
            steps.Count + 1,
            tenant.Now,
            TimeZoneInfo.ConvertTime(tenant.Now, zone),
            zone,
            cause,
            cause == Cause.Actor ? current : null,
            conversation is null ? null : CustomerOf(state),
            conversation,
            what,
            refusal,
            events,
            LabRules.Of(events),
            state?.Phase,
            state is null ? [] : [.. state.Clocks.Select(Clock)]));
    }

    /// <summary>As the desk is told.</summary>
    private static Refusal RefusalOf(ClaimRefusal refused) => refused switch
    {
        ClaimRefusal.NotWaiting => Refusal.NotWaiting,
        ClaimRefusal.AlreadyHeld => Refusal.AlreadyClaimed,
        ClaimRefusal.NotThere => Refusal.AgentUnknown,
        ClaimRefusal.NotInQueue => Refusal.AgentCannotServeQueue,
        ClaimRefusal.AtCapacity => Refusal.AtCapacity,
        ClaimRefusal.HandedToAnother => Refusal.NotOffered,
        _ => throw new InvalidOperationException($"There is no refusal for {refused}."),
    };

    private LabClock Clock(ConversationClock clock)
    {
        // A conversation may outlive its document; the calendars of this run are those of one.
        var calendar = rules.CalendarNamed(clock.Clock.CalendarVersion) ?? throw new InvalidOperationException($"There are no hours {clock.Clock.CalendarVersion}.");
        return new LabClock(
            clock.Measure,
            clock.Clock.Verdict,
            Timekeeper.ElapsedAt(clock.Clock, calendar, tenant.Now),
            TimeSpan.FromSeconds(clock.Clock.Target.TargetSeconds),
            clock.BreachDue ?? clock.Clock.Breach?.DueAt,
            clock.Clock.IsOpen && clock.Clock.IsPaused,
            clock.Clock.Breach is not null);
    }

    private string? CustomerOf(ConversationState? state) => people.FirstOrDefault(entry => entry.Value == state?.Person).Key;

    private AgentPlace Place(LabAgent agent) => new(
        agent.Capacity, [.. agent.Queues is { } queues ? queues : policy.Document.Queues.Select(queue => queue.Id)], null, agent.Weight, agent.Skills);

    private static PersonId PersonOf(int index) => new(string.Create(CultureInfo.InvariantCulture, $"customer{index + 1}"));
}
