using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// The customer is called back instead of waiting. Until its time the conversation is out of the line; then it is work like any other. An attempt
/// that reaches nobody is made again later, a few times. Whoever comes back first needs no callback any more.
/// </summary>
internal static class Callbacks
{
    internal static Decision Ask(ConversationState state, ConversationCommand.AskForCallback command, Rulebook rules, DateTimeOffset now)
    {
        if (state.Callback is { } plan && plan.MessageKey == command.MessageKey)
        {
            return Nothing;
        }

        return state.Phase switch
        {
            _ when OverFor(state) is { } over => Refuse(over),
            { } phase when phase.HolderOrNone() is { } holder && phase is not Phase.Offered && command.By != holder => Refuse(Refusal.AlreadyHeld),
            { } phase => CallbackTimes.Agree(rules, phase.QueueOrNone()!.Value, command.DueAt, command.Zone, now) switch
            {
                { Refusal: { } refusal } => Refuse(refusal),
                { DueAt: { } due } => Happen([new CallbackAgreed(now, due, command.Zone, command.MessageKey, command.By)], LettingGo(state)),
                _ => throw new InvalidOperationException("A callback has a time or a refusal."),
            },
        };
    }

    internal static Decision Cancel(ConversationState state, ConversationCommand.CancelCallback command, Rulebook rules, DateTimeOffset now)
    {
        if (OverFor(state) is { } over)
        {
            return Refuse(over);
        }

        if (state.Callback is null)
        {
            return Refuse(Refusal.NoCallback);
        }

        var cancelled = new CallbackCancelled(now, command.By, CustomerBack: false);
        return state.Phase switch
        {
            // Nobody waits for anything any more.
            Phase.CallbackDue or Phase.Waiting or Phase.Offered =>
                Happen([cancelled, .. Closing.End(state, command.By, CloseReason.CustomerGone, rules, now)], LettingGo(state)),
            _ => Happen([cancelled]),
        };
    }

    internal static Decision Record(ConversationState state, ConversationCommand.RecordCallback command, Rulebook rules, DateTimeOffset now)
    {
        if (NotServedBy(state, command.By) is { } not)
        {
            return Refuse(not);
        }

        if (state.Callback is not { } plan)
        {
            return Refuse(Refusal.NoCallback);
        }

        var queue = state.Phase.QueueOrNone()!.Value;
        var attempt = plan.Attempts + 1;
        switch (command.Outcome)
        {
            case CallbackOutcome.Reached:
                return Happen([new CallbackAttempted(now, command.By, command.Outcome, attempt, NextDueAt: null)]);
            case CallbackOutcome.NoAnswer when CallbackTimes.Next(rules, queue, plan.Zone, attempt, now) is { } next:
                return Happen([new CallbackAttempted(now, command.By, command.Outcome, attempt, next)], LettingGo(state));
            case CallbackOutcome.NoAnswer or CallbackOutcome.WrongNumber:
                return Happen(
                    [
                        new CallbackAttempted(now, command.By, command.Outcome, attempt, NextDueAt: null),
                        new CallbackFailed(now, attempt),
                        .. Closing.End(state, command.By, CloseReason.CallbackFailed, rules, now),
                    ],
                    LettingGo(state));
            default:
                throw new InvalidOperationException($"No decision for a callback that came to {command.Outcome}.");
        }
    }

    /// <summary>The customer is here before the callback: they take the place in the line that they gave up for it.</summary>
    internal static Decision.Happened Back(
        ConversationState state, Phase.CallbackDue callback, IReadOnlyList<ConversationEvent> before, Rulebook rules, DateTimeOffset now) =>
        Entering.Queue(
            state, callback.Queue, callback.Since, QueueReason.CustomerBack, rules, now, before: [.. before, new CallbackCancelled(now, By: null, CustomerBack: true)]);

    /// <summary>Its time has come.</summary>
    internal static Decision.Happened FallDue(ConversationState state, Phase.CallbackDue callback, CallbackPlan plan, Rulebook rules, DateTimeOffset now) =>
        Entering.Queue(state, callback.Queue, plan.DueAt, QueueReason.CallbackDue, rules, now, before: [new CallbackFellDue(now, plan.DueAt)]);
}
