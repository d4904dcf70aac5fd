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

        return (Change(state, e) ?? throw CannotFollow(key, state, e)) with { Version = state.Version + 1 };
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
        Outgoing: [])
    {
        Round = new Round(e.Since, e.At),
        Legs = [e.Leg],
        LastAgent = e.LastAgent,
    };

    /// <returns>Null when the event cannot follow.</returns>
    private static ConversationState? Change(ConversationState state, ConversationEvent e) => e switch
    {
        Opened => null,
        CustomerMessage or Reply or BotAnswered or Announced or DeliveryRecorded or ReceiptRecorded or ReceiptMissed or ResendAsked or Recalled or RecallRecorded or NoteAdded or Whispered or MessageScheduled or ScheduledCancelled or ScheduledMissed =>
            MessageEvolution.Change(state, e),
        Labelled or PrioritySet or TopicSet or DispositionSet or ParticipantJoined or ParticipantLeft or ConsultStarted or ConsultEnded =>
            FacetEvolution.Change(state, e),
        CallbackAgreed or CallbackFellDue or CallbackAttempted or CallbackCancelled or CallbackFailed or RatingAsked or Rated
            or PersonAsked or PersonReached => FacetEvolution.Change(state, e),
        PersonFactsChanged or Routed or AssessmentAsked or Assessed or ClocksChanged or FirstResponseBreached or Escalated or SilenceMarked =>
            RuleEvolution.Change(state, e),
        BotSeated or Queued or Offered or OfferMissed or OfferDeclined or Accepted or Claimed or TakenOver or Transferred or GivenBack or CustomerAwaited or Resumed or Snoozed or Woken
            or WrapUpBegan or Closed or Reopened or Ended or MergedInto or Unmerged or Joined or SplitOff or TakenBack => PhaseEvolution.Change(state, e),
        _ => throw new InvalidOperationException($"Nothing is known of {e.GetType().Name}."),
    };

    private static InvalidOperationException CannotFollow(ConversationKey key, ConversationState? state, ConversationEvent e) =>
        new($"{e.GetType().Name} cannot follow version {state?.Version ?? 0} of {key}, which is {state?.Phase.GetType().Name ?? "not there"}.");
}
