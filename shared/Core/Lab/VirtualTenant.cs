using OmniFunctions.Attendance;
using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using Decision = OmniFunctions.Conversations.Decision;

namespace OmniFunctions.Lab;

/// <summary>
/// One tenant in memory, on a virtual clock: the production decisions of conversations and of routing, and their effects performed as the
/// running system performs them, only at once and in one thread. Whoever plays customers and agents notes on <see cref="Agenda"/> what they will do.
/// </summary>
public sealed class VirtualTenant
{
    /// <summary>Decisions that one thing may bring about in turn; more means that two rules answer each other for ever.</summary>
    public const int MaxDepth = 200;

    private readonly Dictionary<ConversationId, Life> lives = [];
    private readonly Rulebook rules;
    private int depth;
    private DateTimeOffset? lookAt;

    public VirtualTenant(TenantId tenant, Rulebook rules, DateTimeOffset start)
    {
        Tenant = tenant;
        this.rules = rules;
        Agenda = new Agenda(start);
    }

    public TenantId Tenant { get; }

    public Agenda Agenda { get; }

    public DateTimeOffset Now => Agenda.Now;

    public RoutingGroup Group { get; private set; } = RoutingGroup.Empty;

    /// <summary>Every decision, in order, refusals included.</summary>
    public event Action<Happening>? Happened;

    /// <summary>The routing group before and after something happened to it.</summary>
    public event Action<RoutingGroup, RoutingGroup, DateTimeOffset>? Rerouted;

    public ConversationState? StateOf(ConversationId id) => lives.GetValueOrDefault(id)?.State;

    /// <summary>Where what is said to a conversation belongs now: in the one that it goes on in, if it was merged.</summary>
    public ConversationId Living(ConversationId id)
    {
        for (var step = 0; step < JoinedPart.MaxParts && StateOf(id)?.Phase is Phase.Merged merged; step++) id = merged.Into;
        return id;
    }

    /// <summary>Someone wants something of a conversation.</summary>
    public Decision Apply(ConversationId id, ConversationCommand command, Cause cause)
    {
        if (depth >= MaxDepth) throw new InvalidOperationException($"{id} does not come to rest: more than {MaxDepth} decisions follow from one at {Now:O}.");
        var life = lives.TryGetValue(id, out var known) ? known : new Life();
        var before = life.State;
        var decision = Lifecycle.Decide(new ConversationKey(Tenant, id), before, command, rules, Now);
        if (decision is Decision.Happened { Events: { Count: > 0 } events }) Append(id, life, events);
        Happened?.Invoke(new Happening(Now, id, cause, command, decision, before, life.State));
        depth++;
        if (decision is Decision.Happened { Effects: var effects })
        {
            foreach (var effect in effects) Perform(id, effect);
        }

        depth--;
        return decision;
    }

    /// <summary>An agent comes, steps away or goes, and leaves behind what the policy does not let them keep.</summary>
    public void Seat(AgentId agent, AgentPlace place, Presence presence, string? reason = null)
    {
        Route((group, now) => Dispatcher.SeatAgent(group, agent, presence, place, now, reason));
        if (!PresenceRules.GivesBack(rules.Active.Document.Presence, presence)) return;
        foreach (var conversation in Group.Agents[agent].Held.Keys) Apply(conversation, new ConversationCommand.GiveBack(agent), Cause.Routing);
    }

    /// <summary>An agent takes a conversation out of the line by themselves.</summary>
    /// <returns>Why routing would not let them have it; null when it did.</returns>
    public ClaimRefusal? Claim(ConversationId id, AgentId agent)
    {
        var (group, assigned, refused) = Dispatcher.Claim(Group, id, agent, Now);
        Become(group);
        foreach (var assignment in assigned) Hand(id, agent, new ConversationCommand.Take(agent, assignment.Why));
        return refused;
    }

    /// <summary>A conversation that has ended is forgotten: a day of them should not be kept in memory.</summary>
    public void Forget(ConversationId id) => lives.Remove(id);

    private void Append(ConversationId id, Life life, IReadOnlyList<ConversationEvent> events)
    {
        lives[id] = life;
        life.State = Lifecycle.Fold(new ConversationKey(Tenant, id), life.State, events);
        life.Messages.AddRange(events.OfType<ConversationEvent.CustomerMessage>());
        Watch(id, life);
    }

    /// <summary>Something happens to the routing group, and whom it gives work is asked at once.</summary>
    private void Route(Func<RoutingGroup, DateTimeOffset, (RoutingGroup Group, IReadOnlyList<Assignment> Assigned)> operation)
    {
        var (group, assigned) = operation(Group, Now);
        Become(group);
        foreach (var assignment in assigned) Hand(assignment.Conversation, assignment.Agent, new ConversationCommand.Offer(assignment.Agent, assignment.Why));
    }

    private void Become(RoutingGroup group)
    {
        var before = Group;
        Group = group;
        Rerouted?.Invoke(before, group, Now);
    }

    /// <summary>Routing counts it against the agent's capacity already; when the conversation says no, the place is given back.</summary>
    private void Hand(ConversationId id, AgentId agent, ConversationCommand command)
    {
        if (Apply(id, command, Cause.Routing) is Decision.Refused) Route((group, now) => Dispatcher.Release(group, id, agent, now));
    }

    private void Perform(ConversationId id, Effect effect)
    {
        switch (effect)
        {
            case Effect.RequestAgent e:
                Request(id, e);
                break;
            case Effect.WithdrawRequest:
                Route((group, _) => Dispatcher.Withdraw(group, id));
                break;
            case Effect.ReleaseAgent e:
                Route((group, now) => Dispatcher.Release(group, id, e.Agent, now, e.IsAbsent));
                break;
            case Effect.HoldAgent e:
                Hold(id, e);
                break;
            case Effect.SetAgentPresence e:
                Route((group, now) => Dispatcher.SetPresence(group, e.Agent, e.Presence, now, e.Reason));
                break;
            case Effect.AskOutlook e:
                Apply(id, new ConversationCommand.Assess(Outlooks.Of(Group, id, Now) ?? Outlooks.Of(Group, e.Queue, Now)), Cause.Routing);
                break;
            case Effect.Deliver e:
                Apply(id, new ConversationCommand.RecordDelivery(e.MessageId, DeliveryStatus.Delivered, null, "virtual-" + e.MessageId), Cause.Channel);
                break;
            case Effect.JoinTo e:
                Join(id, e.Into);
                break;
            case Effect.SplitFrom e:
                Split(id, e.Into);
                break;
            case Effect.RecallDelivery or Effect.Notify or Effect.Page:
                // They tell people, and change nothing here.
                break;
            default:
                throw new InvalidOperationException($"Nobody performs {effect.GetType().Name}.");
        }
    }

    private void Request(ConversationId id, Effect.RequestAgent e)
    {
        var work = new WaitingWork(id, e.Queue, e.Since, [.. e.Except], rules.Active.Version, e.ExceptUntil, rules.Active.Hash, e.Terms);
        Route((group, now) => Dispatcher.Enqueue(group, work, now));
        if (Group.WaitingOf(id) is { } waiting) LookAt(Dispatcher.NextLook(waiting, Now));
    }

    private void Hold(ConversationId id, Effect.HoldAgent e) => Route((group, now) =>
    {
        var (after, assigned, _) = Dispatcher.Hold(group, id, e.Agent, new HeldWork(e.Channel, e.Units, e.Queue, now), e.Force, now);
        return (after, assigned);
    });

    /// <summary>Time alone changes who may be asked: the line is looked at again then, once for all who wait.</summary>
    private void LookAt(DateTimeOffset? due)
    {
        if (due is not { } at || lookAt <= at) return;
        lookAt = at;
        Agenda.At(at, () => LookAgain(at));
    }

    private void LookAgain(DateTimeOffset due)
    {
        // An earlier look took the place of this one.
        if (due != lookAt) return;
        lookAt = null;
        Route(Dispatcher.LookAgain);
        LookAt(Group.Waiting.Min(work => Dispatcher.NextLook(work, Now)));
    }

    private void Join(ConversationId id, ConversationId into)
    {
        var state = lives[id].State!;
        Apply(into, new ConversationCommand.Join(id, state.Legs, state.UnansweredSince), Cause.Lifecycle);
    }

    private void Split(ConversationId id, ConversationId from)
    {
        if (Apply(from, new ConversationCommand.Split(id), Cause.Lifecycle) is not Decision.Happened { Events: [ConversationEvent.SplitOff split, ..] }) return;
        var keys = split.MessageKeys.ToHashSet();
        var batches = lives[from].Messages
            .Where(message => keys.Contains(message.MessageKey))
            .Select(message => new MessageTakenBack(message.MessageKey, message.Leg, message.Item, message.ReceivedAt))
            .Chunk(Merging.MaxTakenBackAtOnce);
        foreach (var batch in batches) Apply(id, new ConversationCommand.TakeBack(batch, IsLast: false), Cause.Lifecycle);
        Apply(id, new ConversationCommand.TakeBack([], IsLast: true), Cause.Lifecycle);
    }

    /// <summary>What falls due is looked at when it is due; a look at what has changed meanwhile finds nothing, as in the running system.</summary>
    private void Watch(ConversationId id, Life life)
    {
        if (Lifecycle.NextDue(life.State!) is not { } due || due == life.Watched) return;
        life.Watched = due;
        Agenda.At(due, () => Look(id, due));
    }

    private void Look(ConversationId id, DateTimeOffset due)
    {
        if (!lives.TryGetValue(id, out var life) || life.Watched != due) return;
        life.Watched = null;
        Apply(id, new ConversationCommand.Tick(), Cause.Time);
        if (Lifecycle.NextDue(life.State!) is { } again && again <= due)
        {
            throw new InvalidOperationException($"{id} does not come to rest: {again:O} is due once more in {life.State!.Phase}.");
        }

        Watch(id, life);
    }

    private sealed class Life
    {
        public ConversationState? State { get; set; }

        /// <summary>When it will be looked at.</summary>
        public DateTimeOffset? Watched { get; set; }

        /// <summary>What its customer said, for the day it is taken apart again.</summary>
        public List<ConversationEvent.CustomerMessage> Messages { get; } = [];
    }
}
