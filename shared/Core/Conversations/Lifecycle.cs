using static OmniFunctions.Conversations.ConversationCommand;

namespace OmniFunctions.Conversations;

/// <summary>The life of a conversation as three pure functions. Each command, or tight group of them, has its own file beside this one.</summary>
public static class Lifecycle
{
    /// <summary>What a command comes to, given all that happened before.</summary>
    /// <param name="state">Null while there is no such conversation.</param>
    public static Decision Decide(ConversationKey key, ConversationState? state, ConversationCommand command, Rulebook rules, DateTimeOffset now)
    {
        var turn = new Turn(key, state, rules, now);
        if (command is Tick)
        {
            Ticking.Pass(turn, rules, now);
            return turn.Outcome;
        }

        // What a late timer has not recorded yet comes first: an answer after the due time must not erase the breach.
        if (state is not null)
        {
            turn.Record(new([.. Deadlines.BreachDueBy(state, now)], []));
            Sequel.Fire(turn, Clocks.DueBy(turn.State!, rules, now), rules, now);
        }

        var answer = Answer(key, turn.State, command, rules, now);
        if (answer is not Decision.Happened { Events.Count: > 0 } happened)
        {
            return answer;
        }

        turn.Do(happened);
        return turn.Outcome;
    }

    private static Decision Answer(ConversationKey key, ConversationState? state, ConversationCommand command, Rulebook rules, DateTimeOffset now) => command switch
    {
        Receive receive => Receiving.Decide(key, state, receive, rules, now),
        _ when state is null => new Decision.Refused(Refusal.ConversationUnknown),
        Leave => Closing.Leave(state, rules, now),
        AskForPerson => AskingForPerson.Decide(key, state, rules, now),
        AskForCallback ask => Callbacks.Ask(state, ask, rules, now),
        CancelCallback cancel => Callbacks.Cancel(state, cancel, rules, now),
        RecordCallback record => Callbacks.Record(state, record, rules, now),
        Rate rate => Rating.Give(state, rate, rules, now),
        AskForRating ask => Rating.Ask(state, ask, rules, now),
        Offer offer => Offering.Decide(state, offer, rules, now),
        Assess assess => Overflowing.Decide(state, assess, rules, now),
        Take take => Taking.Decide(state, take, now),
        GiveBack give => GivingBack.Decide(state, give, rules, now),
        Accept accept => Accepting.Decide(state, accept, now),
        Decline decline => Declining.Decide(state, decline, rules, now),
        SendReply reply => Replying.Decide(state, reply, now),
        SendAgain again => Delivering.Again(state, again, now),
        SettleDelivery settle => Delivering.Settle(state, settle, now),
        Recall recall => Recalling.Decide(state, recall, now),
        AddNote note => Noting.Decide(state, note, now),
        Transfer transfer => Transferring.Decide(state, transfer, rules, now),
        Consult consult => Transferring.Consult(state, consult, now),
        CompleteConsult complete => Transferring.Complete(state, complete, rules, now),
        EndConsult end => Transferring.End(state, end, now),
        AddParticipant add => Participating.Add(state, add, now),
        RemoveParticipant remove => Participating.Remove(state, remove, now),
        Label label => Describing.Label(state, label, now),
        SetPriority set => Describing.Priority(state, set, rules, now),
        SetTopic set => Describing.Topic(state, set, now),
        SetDisposition set => Describing.Disposition(state, set, rules, now),
        ScheduleMessage schedule => Scheduling.Decide(state, schedule, now),
        CancelScheduled cancel => Scheduling.Cancel(state, cancel, now),
        WaitOnCustomer wait => Pausing.WaitOnCustomer(state, wait, now),
        ResumeServing resume => Pausing.Resume(state, resume, now),
        Snooze snooze => Pausing.Snooze(state, snooze, now),
        Wake wake => Pausing.Wake(state, wake, rules, now),
        Close close => Closing.Decide(state, close, rules, now),
        FinishWrapUp finish => Closing.FinishWrapUp(state, finish, rules, now),
        Reopen reopen => Closing.Reopen(state, reopen, rules, now),
        TakeOver takeOver => Supervising.TakeOver(state, takeOver, rules, now),
        Watch watch => Supervising.Watch(state, watch, now),
        Unwatch unwatch => Supervising.Unwatch(state, unwatch, now),
        Barge barge => Supervising.Barge(state, barge, now),
        Whisper whisper => Supervising.Whisper(state, whisper, now),
        Merge merge => Merging.Merge(state, merge, now),
        Join join => Merging.Join(state, join, rules, now),
        Unmerge unmerge => Merging.Unmerge(state, unmerge, rules, now),
        Split split => Merging.Split(state, split, now),
        TakeBack takeBack => Merging.TakeBack(state, takeBack, now),
        RecordDelivery delivery => Delivering.Decide(state, delivery, now),
        RecordRecall recall => Recalling.Record(state, recall, now),
        _ => throw new InvalidOperationException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow: a log that holds it is damaged.</exception>
    public static ConversationState Evolve(ConversationKey key, ConversationState? state, ConversationEvent e) => Evolution.Evolve(key, state, e);

    /// <summary>The state after a whole run of events.</summary>
    public static ConversationState? Fold(ConversationKey key, ConversationState? state, IEnumerable<ConversationEvent> events) =>
        events.Aggregate(state, (current, e) => Evolution.Evolve(key, current, e));

    /// <summary>Documents, other than the one in force, whose business hours running clocks are counted by: give those in <see cref="Rulebook.Earlier"/>.</summary>
    public static IEnumerable<string> PoliciesOf(ConversationState state, string active) =>
        state.Clocks.Where(clock => clock.Clock.IsOpen && clock.PolicyVersion != active).Select(clock => clock.PolicyVersion).Distinct();

    /// <summary>When <see cref="Tick"/> next has something to do; null when nothing will fall due.</summary>
    public static DateTimeOffset? NextDue(ConversationState state) => Deadlines.Next(state)?.DueAt;
}
