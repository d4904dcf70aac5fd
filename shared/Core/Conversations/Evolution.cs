using System.Collections.Immutable;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>How each event changes the state. An event that cannot follow throws: guessing would hide a damaged log.</summary>
internal static class Evolution
{
    internal static ConversationState Evolve(ConversationKey key, ConversationState? state, ConversationEvent e)
    {
        if (state is null)
        {
            return e is Opened opened ? Begin(key, opened) : throw CannotFollow(key, state, e);
        }

        return Change(key, state, e) with { Version = state.Version + 1 };
    }

    private static ConversationState Begin(ConversationKey key, Opened e) => new(
        key.Tenant,
        key.Id,
        e.Person,
        Version: 1,
        new Phase.Waiting(e.Queue, e.Since),
        e.Leg,
        e.PolicyVersion,
        OpenedAt: e.At,
        new ReplyClock.Running(e.Since, e.FirstResponseDueAt),
        LastCustomerMessageAt: e.Since,
        MissedOffers: [],
        Outgoing: []);

    private static ConversationState Change(ConversationKey key, ConversationState state, ConversationEvent e) => (e, state.Phase) switch
    {
        (CustomerMessage message, not Phase.Ended) => message.Item.Speaks
            ? state with { Leg = message.Leg, LastCustomerMessageAt = message.ReceivedAt }
            : state,
        (Queued queued, Phase.Waiting or Phase.Offered) => state with { Phase = new Phase.Waiting(queued.Queue, queued.Since) },
        (Offered offered, Phase.Waiting waiting) => state with
        {
            Phase = new Phase.Offered(waiting.Queue, waiting.Since, offered.Agent, offered.ExpiresAt),
            // Asked for a second time: everyone was asked, and another round begins.
            MissedOffers = state.MissedOffers.Contains(offered.Agent) ? [] : state.MissedOffers,
        },
        (OfferMissed missed, Phase.Offered offered) => Missed(state, offered, missed.Agent),
        (OfferDeclined declined, Phase.Offered offered) => Missed(state, offered, declined.Agent),
        (Accepted accepted, Phase.Offered offered) => state with
        {
            Phase = new Phase.Serving(offered.Queue, accepted.Agent, accepted.At),
            MissedOffers = [],
        },
        (Reply reply, Phase.Serving) => state with
        {
            FirstResponse = Answered(state.FirstResponse, reply),
            Outgoing = Remember(state.Outgoing, new OutgoingReply(
                reply.MessageId, state.Version + 1, OutgoingReply.FingerprintOf(reply.MessageId, reply.Agent, reply.Text), DeliveryStatus.Pending)),
        },
        (DeliveryRecorded recorded, _) => state with { Outgoing = Settle(state.Outgoing, recorded) },
        (FirstResponseBreached, not Phase.Ended) => state.FirstResponse is ReplyClock.Running running
            ? state with { FirstResponse = new ReplyClock.Breached(running.Since, running.DueAt) }
            : throw CannotFollow(key, state, e),
        (Closed closed, Phase.Offered offered) => Close(state, closed, offered.Queue),
        (Closed closed, Phase.Serving serving) => Close(state, closed, serving.Queue),
        (Reopened reopened, Phase.Closed) => state with
        {
            Phase = new Phase.Waiting(reopened.Queue, reopened.Since),
            FirstResponse = new ReplyClock.Running(reopened.Since, reopened.FirstResponseDueAt),
            MissedOffers = [],
        },
        (Ended ended, Phase.Closed) => state with { Phase = new Phase.Ended(ended.At) },
        _ => throw CannotFollow(key, state, e),
    };

    private static ConversationState Missed(ConversationState state, Phase.Offered offered, AgentId agent) => state with
    {
        Phase = new Phase.Waiting(offered.Queue, offered.Since),
        MissedOffers = state.MissedOffers.Add(agent),
    };

    private static ConversationState Close(ConversationState state, Closed closed, QueueId queue) => state with
    {
        Phase = new Phase.Closed(queue, closed.At, closed.ReopensUntil, closed.By),
        MissedOffers = [],
    };

    private static ReplyClock Answered(ReplyClock clock, Reply reply) => clock switch
    {
        _ when !reply.Provenance.IsOfAPerson() => clock,
        ReplyClock.Running running => new ReplyClock.Stopped(running.Since, running.DueAt, reply.At, InTime: reply.At <= running.DueAt),
        ReplyClock.Breached breached => new ReplyClock.Stopped(breached.Since, breached.DueAt, reply.At, InTime: false),
        ReplyClock.Stopped => clock,
        _ => throw new InvalidOperationException($"No answer to a clock that is {clock.GetType().Name}."),
    };

    private static ImmutableList<OutgoingReply> Remember(ImmutableList<OutgoingReply> outgoing, OutgoingReply reply) => Trim(outgoing.Add(reply));

    private static ImmutableList<OutgoingReply> Settle(ImmutableList<OutgoingReply> outgoing, DeliveryRecorded recorded)
    {
        var index = outgoing.FindIndex(reply => reply.MessageId == recorded.MessageId);
        return index < 0 ? outgoing : Trim(outgoing.SetItem(index, outgoing[index] with { Status = recorded.Status }));
    }

    private static ImmutableList<OutgoingReply> Trim(ImmutableList<OutgoingReply> outgoing)
    {
        var surplus = outgoing.Count - OutgoingReply.Remembered;
        return surplus <= 0
            ? outgoing
            : [.. outgoing.Where((reply, index) => index >= surplus || reply.Status == DeliveryStatus.Pending)];
    }

    private static InvalidOperationException CannotFollow(ConversationKey key, ConversationState? state, ConversationEvent e) =>
        new($"{e.GetType().Name} cannot follow version {state?.Version ?? 0} of {key}, which is {state?.Phase.GetType().Name ?? "not there"}.");
}
