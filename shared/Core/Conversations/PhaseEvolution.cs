using System.Collections.Immutable;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>Events that move a conversation to another phase.</summary>
internal static class PhaseEvolution
{
    internal static ConversationState? Change(ConversationState state, ConversationEvent e) => (e, state.Phase) switch
    {
        (BotSeated seated, Phase.Waiting) => state with
        {
            Phase = new Phase.WithBot(seated.Queue, seated.At),
            Round = (state.Round ?? new Round(seated.At, seated.At)) with { BotUnanswered = state.UnansweredSince is null ? 0 : 1, NextAssessmentAt = null },
        },
        (Queued queued, not (Phase.Closed or Phase.Ended)) => Queue(state, queued),
        (Offered offered, Phase.Waiting waiting) => state with
        {
            Phase = new Phase.Offered(waiting.Queue, waiting.Since, offered.Agent, offered.ExpiresAt),
            // Asked for a second time: everyone was asked, and another round begins.
            MissedOffers = state.MissedOffers.Contains(offered.Agent) ? [] : state.MissedOffers,
        },
        (OfferMissed missed, Phase.Offered offered) => Missed(state, offered, missed.Agent),
        (OfferDeclined declined, Phase.Offered offered) => Missed(state, offered, declined.Agent),
        (Accepted accepted, Phase.Offered offered) => Serve(state, offered.Queue, accepted.Agent, accepted.At),
        (Claimed claimed, Phase.WithBot or Phase.Waiting or Phase.Snoozed or Phase.CallbackDue) => Serve(state, QueueOf(state), claimed.Agent, claimed.At),
        (TakenOver taken, { } phase) when phase.IsOpen() => Serve(state, QueueOf(state), taken.By, taken.At),
        (Transferred transferred, Phase.Serving or Phase.WaitingOnCustomer) => Transfer(state, transferred),
        (CustomerAwaited awaited, Phase.Serving serving) => state with { Phase = new Phase.WaitingOnCustomer(serving.Queue, serving.Agent, awaited.At) },
        (Resumed resumed, Phase.WaitingOnCustomer waiting) => state with { Phase = new Phase.Serving(waiting.Queue, waiting.Agent, resumed.At) },
        (Resumed resumed, Phase.WrapUp wrapUp) => state with { Phase = new Phase.Serving(wrapUp.Queue, wrapUp.Agent, resumed.At) },
        (ConversationEvent.Snoozed snoozed, Phase.Serving or Phase.WaitingOnCustomer or Phase.Snoozed) =>
            state with
            {
                Phase = new Phase.Snoozed(QueueOf(state), snoozed.By, snoozed.At, snoozed.Until),
                Consult = null,
                Participants = Watching(state),
            },
        (GivenBack given, { } phase) when phase.HolderOrNone() == given.Agent => state with { Phase = new Phase.Waiting(QueueOf(state), state.Round?.Place ?? given.At) },
        // What it wakes to says the event that follows.
        (Woken, Phase.Snoozed) => state,
        (WrapUpBegan began, Phase.Serving or Phase.WaitingOnCustomer) =>
            state with { Phase = new Phase.WrapUp(QueueOf(state), began.Agent, began.At, began.Until, began.Reason) },
        (ConversationEvent.Closed closed, { } phase) when phase.IsOpen() => MessageEvolution.WithNobodyWaiting(state) with
        {
            Phase = new Phase.Closed(QueueOf(state), closed.At, closed.ReopensUntil, closed.By, closed.Reason),
            MissedOffers = [],
            Consult = null,
            Participants = [],
            Callback = null,
        },
        (Reopened reopened, Phase.Closed) => Reopen(state, reopened),
        (ConversationEvent.Ended ended, Phase.Closed or Phase.Merged) => state with { Phase = new Phase.Ended(ended.At) },
        (MergedInto merged, { } phase) when phase.IsOpen() => state with
        {
            Phase = new Phase.Merged(QueueOf(state), state.Round?.Place ?? state.OpenedAt, merged.Into, merged.At),
            MissedOffers = [],
            Consult = null,
            Participants = [],
            Callback = null,
        },
        (Unmerged unmerged, Phase.Merged) => state with { TakingBackFrom = unmerged.From },
        (TakenBack, not Phase.Ended) => state with { TakingBackFrom = null },
        (Joined joined, not Phase.Ended) => Join(state, joined),
        (SplitOff split, _) => Separate(state, split.From),
        _ => null,
    };

    /// <summary>What is answered next goes to the one who stays, and not to the other customer because they wrote last.</summary>
    private static ConversationState Separate(ConversationState state, ConversationId from)
    {
        var theirs = state.Joined.Find(part => part.From == from)?.Legs ?? [];
        var ours = state.Legs.RemoveAll(theirs.Contains);
        return state with
        {
            Joined = state.Joined.RemoveAll(part => part.From == from),
            Legs = ours.IsEmpty ? state.Legs : ours,
            Leg = theirs.Contains(state.Leg) && !ours.IsEmpty ? ours[^1] : state.Leg,
            UnansweredSince = Waiting(state, from),
        };
    }

    /// <summary>Since when those wait who stay. A snapshot of an older build does not know who it was: then the conversation goes on waiting.</summary>
    private static DateTimeOffset? Waiting(ConversationState state, ConversationId without)
    {
        var isKnown = state.OwnUnansweredSince is not null || state.Joined.Exists(part => part.UnansweredSince is not null);
        return isKnown ? state.Joined.Where(part => part.From != without).Select(part => part.UnansweredSince).Append(state.OwnUnansweredSince).Min() : state.UnansweredSince;
    }

    private static ConversationState Queue(ConversationState state, Queued queued) => state with
    {
        Phase = new Phase.Waiting(queued.Queue, queued.Since),
        MissedOffers = MissedBy(state, queued.Reason),
        Consult = null,
        Participants = Watching(state),
        SilenceSteps = [],
        Round = (state.Round ?? new Round(queued.Since, queued.At)) with
        {
            Place = queued.Since,
            EnteredAt = queued.Reason is QueueReason.OfferMissed or QueueReason.OfferDeclined or QueueReason.PriorityChanged && state.Round is { } round
                ? round.EnteredAt
                : queued.At,
            Directed = queued is { Only: { } only, OnlyUntil: { } until } ? new Directed(only, until) : null,
        },
    };

    /// <summary>Whom not to ask at once, entering a queue for this reason: elsewhere everybody is asked anew.</summary>
    internal static ImmutableHashSet<AgentId> MissedBy(ConversationState state, QueueReason reason) => reason switch
    {
        QueueReason.AgentSilent => state.Holder is { } silent ? [silent] : [],
        QueueReason.OfferMissed or QueueReason.OfferDeclined or QueueReason.TransferMissed or QueueReason.PriorityChanged => state.MissedOffers,
        _ => [],
    };

    /// <summary>Who was asked in by the agent goes with the agent; supervisors go on watching.</summary>
    private static ImmutableList<Participant> Watching(ConversationState state) =>
        state.Participants.RemoveAll(participant => participant.Role != ParticipantRole.Watching);

    private static ConversationState Missed(ConversationState state, Phase.Offered offered, AgentId agent) => state with
    {
        Phase = new Phase.Waiting(offered.Queue, offered.Since),
        MissedOffers = state.MissedOffers.Add(agent),
    };

    private static ConversationState Serve(ConversationState state, QueueId queue, AgentId agent, DateTimeOffset at) => state with
    {
        Phase = new Phase.Serving(queue, agent, at),
        MissedOffers = [],
        LastAgent = agent,
        Consult = null,
        SilenceSteps = [],
        Round = state.Round is null ? null : state.Round with { Directed = null, WasServed = true, NextAssessmentAt = null },
        // Whoever has it now is beside it no more.
        Participants = state.Participants.RemoveAll(participant => participant.Agent == agent),
    };

    private static ConversationState Transfer(ConversationState state, Transferred transferred)
    {
        var round = state.Round ?? new Round(transferred.At, transferred.At);
        var counted = state with { Round = round with { Transfers = round.Transfers + 1 } };
        return transferred is { Kind: TransferKind.Consulted, ToAgent: { } agent }
            ? Serve(counted, transferred.Queue, agent, transferred.At)
            // Where it stands until it is queued: with nobody.
            : counted with { Phase = new Phase.Waiting(transferred.Queue, round.Place) };
    }

    private static ConversationState Reopen(ConversationState state, Reopened reopened) => state with
    {
        Phase = new Phase.Waiting(reopened.Queue, reopened.Since),
        FirstResponse = reopened.By is null ? new ReplyClock.Running(reopened.Since, reopened.FirstResponseDueAt) : state.FirstResponse,
        MissedOffers = [],
        Round = new Round(reopened.Since, reopened.At),
        SilenceSteps = [],
        Disposition = null,
    };

    private static ConversationState Join(ConversationState state, Joined joined) => state with
    {
        Joined = state.Joined.Add(new JoinedPart(joined.From, [.. joined.Legs], joined.At, [], joined.UnansweredSince)),
        UnansweredSince = state.UnansweredSince < joined.UnansweredSince ? state.UnansweredSince : joined.UnansweredSince ?? state.UnansweredSince,
    };

    private static QueueId QueueOf(ConversationState state) =>
        state.Phase.QueueOrNone() ?? throw new InvalidOperationException($"{state.Phase.GetType().Name} has no queue.");
}
