using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// Owns who is there and who waits, one for each routing group. It takes one operation at a time, so capacity is never exceeded and no
/// conversation is given to two agents. Signals may come twice: operation ids tell.
/// </summary>
public sealed class RoutingEntity(IPresencePush push, TimeProvider time) : TaskEntity<RoutingState>
{
    public static EntityInstanceId Of(TenantId tenant) => new(nameof(RoutingEntity), tenant.Value);

    public void SetPresence(AgentPresence presence) =>
        Become(Dispatcher.SeatAgent(State.Group, presence.Agent, presence.Presence, presence.Capacity, presence.Queues, time.GetUtcNow()));

    public void Enqueue(AgentRequest request)
    {
        if (!IsNews(request.Conversation, request.OperationId)) return;
        if (State.Group.HolderOf(request.Conversation) is not null)
        {
            // The offer of an earlier request is still under way and will be given back: then this one's turn comes.
            Mark(request.Conversation, State.Marks[request.Conversation] with { Latest = request.OperationId, Again = request });
            return;
        }

        Mark(request.Conversation, new RoutingMark(request.OperationId, request.OperationId));
        Become(Dispatcher.Enqueue(State.Group, request.Work(), time.GetUtcNow()));
        if (request.ExceptUntil is { } at && State.Group.HolderOf(request.Conversation) is null)
            Context.SignalEntity(Context.Id, nameof(LookAgain), at, new SignalEntityOptions { SignalTime = at });
    }

    /// <param name="due">The clock of whoever keeps the time may be ahead of ours.</param>
    public void LookAgain(DateTimeOffset due)
    {
        var now = time.GetUtcNow();
        Become(Dispatcher.LookAgain(State.Group, now > due ? now : due));
    }

    public void Withdraw(AgentWithdrawal withdrawal)
    {
        if (!State.Marks.TryGetValue(withdrawal.Conversation, out var mark) || !IsNews(withdrawal.Conversation, withdrawal.OperationId)) return;
        Mark(withdrawal.Conversation, mark with { Latest = withdrawal.OperationId, Again = null });
        Become(Dispatcher.Withdraw(State.Group, withdrawal.Conversation));
        Forget(withdrawal.Conversation);
    }

    /// <summary>The conversation lets its agent go.</summary>
    public void Release(AgentRelease release)
    {
        if (!IsNews(release.Conversation, release.OperationId)) return;
        Become(Dispatcher.Release(State.Group, release.Conversation, release.Agent, time.GetUtcNow(), release.IsAbsent));
        Forget(release.Conversation);
    }

    /// <summary>The conversation would not have the agent it was given. One that was let go in the meantime is not let go twice.</summary>
    public void GiveBack(AgentRelease refused)
    {
        if (!State.Marks.TryGetValue(refused.Conversation, out var mark) || mark.Requested != refused.OperationId) return;
        Become(Dispatcher.Release(State.Group, refused.Conversation, refused.Agent, time.GetUtcNow()));
        Forget(refused.Conversation);
        if (mark.Again is { } again) Enqueue(again);
    }

    protected override RoutingState InitializeState(TaskEntityOperation entityOperation) => RoutingState.Empty;

    private bool IsNews(ConversationId conversation, string operationId) =>
        !State.Marks.TryGetValue(conversation, out var mark) || string.CompareOrdinal(operationId, mark.Latest) > 0;

    private void Mark(ConversationId conversation, RoutingMark mark) => State = State with { Marks = State.Marks.SetItem(conversation, mark) };

    /// <summary>A conversation that neither waits nor is held needs no mark: routing hears of it again only through a new request.</summary>
    private void Forget(ConversationId conversation)
    {
        var known = State.Group.HolderOf(conversation) is not null || State.Group.Waiting.Exists(work => work.Conversation == conversation);
        if (!known) State = State with { Marks = State.Marks.Remove(conversation) };
    }

    private void Become((RoutingGroup Group, IReadOnlyList<Assignment> Assigned) next)
    {
        push.Changed(new TenantId(Context.Id.Key), next.Group.ChangedSince(State.Group));
        State = State with { Group = next.Group };
        foreach (var assignment in next.Assigned)
        {
            var operationId = State.Marks[assignment.Conversation].Requested;
            Context.ScheduleNewOrchestration(
                nameof(AssignmentOrchestrator),
                new AssignmentToOffer(operationId, new(new TenantId(Context.Id.Key), assignment.Conversation), assignment.Agent, assignment.Why),
                new StartOrchestrationOptions(AssignmentOrchestrator.InstanceOf(assignment.Conversation, operationId)));
        }
    }
}
