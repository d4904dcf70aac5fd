using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>Events that leave a conversation in its phase and change what is known of it.</summary>
internal static class FacetEvolution
{
    internal static ConversationState? Change(ConversationState state, ConversationEvent e) => e switch
    {
        Labelled labelled => state with
        {
            Labels = [.. state.Labels.Except(labelled.Removed).Union(labelled.Added).Order(StringComparer.Ordinal)],
        },
        PrioritySet set => state with { Priority = set.Points },
        TopicSet set => state with { Topic = set.Topic },
        DispositionSet set => state with { Disposition = set.Disposition },
        ParticipantJoined joined => state with
        {
            Participants = state.Participants.RemoveAll(participant => participant.Agent == joined.Agent).Add(new Participant(joined.Agent, joined.Role, joined.At)),
        },
        ParticipantLeft left => state with { Participants = state.Participants.RemoveAll(participant => participant.Agent == left.Agent) },
        ConsultStarted started => state with
        {
            Consult = new Consultation(started.By, started.Agent, started.At),
            Participants = state.Participant(started.Agent) is null
                ? state.Participants.Add(new Participant(started.Agent, ParticipantRole.Consulted, started.At))
                : state.Participants,
        },
        ConsultEnded ended => state with
        {
            Consult = null,
            Participants = state.Participants.RemoveAll(participant => participant.Agent == ended.Agent && participant.Role == ParticipantRole.Consulted),
        },
        CallbackAgreed agreed when state.Phase is not (Phase.Ended or Phase.Closed or Phase.Merged) => Agree(state, agreed),
        CallbackFellDue due => state.Callback is { } plan ? state with { Callback = plan with { DueAt = due.DueAt, IsDue = true } } : null,
        CallbackAttempted attempted => state.Callback is { } plan ? Attempt(state, plan, attempted) : null,
        CallbackCancelled or CallbackFailed => state with { Callback = null },
        RatingAsked asked => state with { Rating = new RatingAsk(asked.At, asked.Steps, asked.ValidUntil, Key: null) },
        Rated rated => state.Rating is { } rating ? state with { Rating = rating with { Key = rated.MessageKey } } : null,
        PersonAsked asked => state with
        {
            Round = (state.Round ?? new Round(asked.At, asked.At)) with { PersonAsk = new PersonAsk(asked.At, asked.How, Steps: 1) },
        },
        PersonReached => state with { Round = state.Round is null ? null : state.Round with { PersonAsk = null } },
        _ => null,
    };

    private static ConversationState Agree(ConversationState state, CallbackAgreed agreed) => state with
    {
        Phase = OutOfLine(state),
        MissedOffers = [],
        Callback = new CallbackPlan(agreed.At, agreed.DueAt, agreed.Zone, agreed.MessageKey, Attempts: 0, IsDue: false),
    };

    private static ConversationState Attempt(ConversationState state, CallbackPlan plan, CallbackAttempted attempted) => attempted switch
    {
        { Outcome: CallbackOutcome.Reached } => state with { Callback = null },
        { NextDueAt: { } next } => state with
        {
            Phase = OutOfLine(state),
            Callback = plan with { Attempts = attempted.Attempt, DueAt = next, IsDue = false },
        },
        _ => state with { Callback = plan with { Attempts = attempted.Attempt } },
    };

    private static Phase.CallbackDue OutOfLine(ConversationState state) => new(
        state.Phase.QueueOrNone() ?? throw new InvalidOperationException("A callback belongs to a queue."),
        state.Round?.Place ?? state.OpenedAt);
}
