using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Attendance;
using OmniFunctions.Durable.Attendance;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// Owns who is there and who waits, one for each routing group. It takes one operation at a time, so capacity is never exceeded and no
/// conversation is given to two agents. Signals may come twice: operation ids tell.
/// </summary>
public sealed class RoutingEntity(IPresencePush push, TimeProvider time) : TaskEntity<RoutingState>
{
    /// <summary>Looks that time asks for are put together, so that thousands who wait alike are one look.</summary>
    private static readonly TimeSpan LooksApart = TimeSpan.FromMilliseconds(500);

    public static EntityInstanceId Of(TenantId tenant) => new(nameof(RoutingEntity), tenant.Value);

    public void SetPresence(AgentPresence said)
    {
        if (said.UnlessHolding && State.Group.Agents.GetValueOrDefault(said.Agent) is { Held.IsEmpty: false }) return;
        Become((group, now) => Dispatcher.SeatAgent(group, said.Agent, said.Presence, said.Place(), now, said.Reason), address: said.Address);
        if (said.GivesBack) LeaveBehind(said.Agent);
    }

    public void Reseat(AgentChange change) => Become((group, now) => Dispatcher.Reseat(group, change.Agent, change.Place(), now));

    /// <summary>What came before is not done again: they may be back by now.</summary>
    public void SetAside(AgentAbsence absence)
    {
        if (!IsNews(absence.Conversation, absence.OperationId)) return;
        if (State.MarkOf(absence.Conversation) is { } mark) Mark(absence.Conversation, mark with { Latest = absence.OperationId });
        Become((group, now) => Dispatcher.SetPresence(group, absence.Agent, absence.Presence, now, absence.Reason));
    }

    public void Enqueue(AgentRequest request)
    {
        if (!IsNews(request.Conversation, request.OperationId)) return;
        if (State.Group.HolderOf(request.Conversation) is not null)
        {
            // The offer of an earlier request is still under way and will be given back: then this one's turn comes.
            Mark(request.Conversation, State.MarkOf(request.Conversation)! with { Latest = request.OperationId, Again = request });
            return;
        }

        Mark(request.Conversation, new RoutingMark(request.OperationId, request.OperationId, Trace: request.Trace));
        Become((group, now) => Dispatcher.Enqueue(group, request.Work(), now), request.Conversation);
        LookWhenItChanges(request.Conversation);
    }

    /// <param name="due">The clock of whoever keeps the time may be ahead of ours.</param>
    public void LookAgain(DateTimeOffset due)
    {
        Become((group, now) => Dispatcher.LookAgain(group, now > due ? now : due));

        // One that an earlier look took the place of is followed by none.
        if (State.LookAt is { } at && due < at) return;
        State = State.WithLookAt(null);
        var after = time.GetUtcNow() > due ? time.GetUtcNow() : due;
        LookAt(State.Group.Waiting.Min(work => Dispatcher.NextLook(work, after)));
    }

    public void Withdraw(AgentWithdrawal withdrawal)
    {
        if (State.MarkOf(withdrawal.Conversation) is not { } mark || !IsNews(withdrawal.Conversation, withdrawal.OperationId)) return;
        Mark(withdrawal.Conversation, mark with { Latest = withdrawal.OperationId, Again = null });
        Become((group, _) => Dispatcher.Withdraw(group, withdrawal.Conversation), withdrawal.Conversation);
        Forget(withdrawal.Conversation);
    }

    /// <summary>The conversation lets its agent go.</summary>
    public void Release(AgentRelease release)
    {
        if (!IsNews(release.Conversation, release.OperationId)) return;
        if (State.MarkOf(release.Conversation) is { } mark) Mark(release.Conversation, mark with { Latest = release.OperationId });
        Become((group, now) => Dispatcher.Release(group, release.Conversation, release.Agent, now, release.IsAbsent), release.Conversation);
        Forget(release.Conversation);
    }

    /// <summary>The conversation would not have the agent it was given. One that was let go in the meantime is not let go twice.</summary>
    public void GiveBack(AgentRelease refused)
    {
        if (State.MarkOf(refused.Conversation) is not { } mark || mark.Requested != refused.OperationId) return;
        Become((group, now) => Dispatcher.Release(group, refused.Conversation, refused.Agent, now), refused.Conversation);
        if (mark is { Claimed: { } waited, Again: null } && mark.Latest == mark.Requested)
        {
            // Nobody but the one who picked it has said anything about it since: it waits on, at its old place.
            Mark(refused.Conversation, mark with { Claimed = null });
            Become((group, now) => Dispatcher.Enqueue(group, waited, now), refused.Conversation);
            LookWhenItChanges(refused.Conversation);
        }

        Forget(refused.Conversation);
        if (mark.Again is { } again) Enqueue(again);
    }

    /// <summary>The conversation has this agent from now on, whoever had it.</summary>
    public void Hold(AgentHold hold)
    {
        if (!IsNews(hold.Conversation, hold.OperationId)) return;
        Mark(hold.Conversation, new RoutingMark(hold.OperationId, hold.OperationId));
        Become((group, now) =>
        {
            var (after, assigned, _) = Dispatcher.Hold(group, hold.Conversation, hold.Agent, new HeldWork(hold.Channel, hold.Units, hold.Queue, now), force: true, now);
            return (after, assigned);
        }, hold.Conversation);
    }

    /// <summary>An agent picks a conversation from the line. Whoever asked carries the answer to the conversation, and gives it back if that says no.</summary>
    public ClaimAnswer Claim(AgentClaim claim)
    {
        var waited = State.Group.WaitingOf(claim.Conversation);
        var (group, assigned, refused) = Dispatcher.Claim(State.Group, claim.Conversation, claim.Agent, time.GetUtcNow());
        Show(group, [claim.Conversation]);
        if (assigned.Count > 0) Mark(claim.Conversation, State.MarkOf(claim.Conversation)! with { Claimed = waited });
        var requested = State.MarkOf(claim.Conversation)?.Requested;
        return new ClaimAnswer(requested, assigned.Count > 0 ? assigned[0].Why : null, refused, group.HolderOf(claim.Conversation));
    }

    /// <summary>How things stand for a conversation that waits, or for a queue.</summary>
    public QueueOutlook Outlook(OutlookQuestion question)
    {
        var now = time.GetUtcNow();
        return (question.Conversation is { } conversation ? Outlooks.Of(State.Group, conversation, now) : null) ?? Outlooks.Of(State.Group, question.Queue, now);
    }

    /// <summary>Each conversation is told, and lets its agent go by itself. Told twice of the same hold, it is told once.</summary>
    private void LeaveBehind(AgentId agent)
    {
        foreach (var conversation in State.Group.Agents[agent].Held.Keys)
        {
            var departure = new Departure(new(new TenantId(Context.Id.Key), conversation), agent);
            var instance = DepartureOrchestrator.InstanceOf(conversation, State.MarkOf(conversation)!.Latest);
            Context.ScheduleNewOrchestration(nameof(DepartureOrchestrator), departure, new StartOrchestrationOptions(instance));
        }
    }

    protected override RoutingState InitializeState(TaskEntityOperation entityOperation) => RoutingState.Empty;

    private bool IsNews(ConversationId conversation, string operationId) =>
        State.MarkOf(conversation) is not { } mark || string.CompareOrdinal(operationId, mark.Latest) > 0;

    private void Mark(ConversationId conversation, RoutingMark mark) => State = State.WithMark(conversation, mark);

    /// <summary>A conversation that neither waits nor is held needs no mark: routing hears of it again only through a new request.</summary>
    private void Forget(ConversationId conversation)
    {
        var known = State.Group.HolderOf(conversation) is not null || State.Group.WaitingOf(conversation) is not null;
        if (!known) State = State.WithMark(conversation, null);
    }

    /// <param name="about">The conversation that is spoken of; null when none is.</param>
    /// <param name="address">From where the agent who said that they are there did so.</param>
    private void Become(
        Func<RoutingGroup, DateTimeOffset, (RoutingGroup Group, IReadOnlyList<Assignment> Assigned)> operation, ConversationId? about = null, string? address = null)
    {
        var began = time.GetTimestamp();
        var (group, assigned) = operation(State.Group, time.GetUtcNow());
        var elapsed = (long)time.GetElapsedTime(began).TotalMicroseconds;
        var touched = assigned.Select(assignment => assignment.Conversation);
        Show(group, about is { } conversation ? touched.Append(conversation) : touched, address);
        foreach (var assignment in assigned)
        {
            var mark = State.MarkOf(assignment.Conversation)!;
            Context.ScheduleNewOrchestration(
                nameof(AssignmentOrchestrator),
                new AssignmentToOffer(
                    mark.Requested,
                    new(new TenantId(Context.Id.Key), assignment.Conversation),
                    assignment.Agent,
                    assignment.Why with { ElapsedMicroseconds = elapsed },
                    mark.Trace),
                new StartOrchestrationOptions(AssignmentOrchestrator.InstanceOf(assignment.Conversation, mark.Requested)));
        }
    }

    private void Show(RoutingGroup group, IEnumerable<ConversationId> touched, string? address = null)
    {
        var tenant = new TenantId(Context.Id.Key);
        List<AgentSeat> changed = [.. group.ChangedSince(State.Group)];
        push.Changed(tenant, changed);
        foreach (var seat in changed) Count(tenant, seat, State.Group.Agents.GetValueOrDefault(seat.Agent), address);
        State = State.With(group, touched);
    }

    private void Count(TenantId tenant, AgentSeat seat, AgentSeat? before, string? address)
    {
        var status = AttendanceStatus.Of(seat);
        if (before is not null && AttendanceStatus.Of(before) == status) return;
        var change = new AttendanceChange(tenant, seat.Agent, status, time.GetUtcNow(), before?.Presence == seat.Presence ? null : address);
        Context.SignalEntity(AttendanceEntity.Of(tenant, seat.Agent), nameof(AttendanceEntity.Changed), change);
    }

    private void LookWhenItChanges(ConversationId conversation)
    {
        if (State.Group.WaitingOf(conversation) is { } work) LookAt(Dispatcher.NextLook(work, time.GetUtcNow()));
    }

    private void LookAt(DateTimeOffset? due)
    {
        if (due is not { } moment || moment >= State.LookAt) return;
        var at = new DateTimeOffset((moment.UtcTicks + LooksApart.Ticks - 1) / LooksApart.Ticks * LooksApart.Ticks, TimeSpan.Zero);
        Context.SignalEntity(Context.Id, nameof(LookAgain), at, new SignalEntityOptions { SignalTime = at });
        State = State.WithLookAt(at);
    }
}
