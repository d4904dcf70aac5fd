using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>Nothing is to be done for a while: the customer's turn, or put aside until a time.</summary>
public static class Pausing
{
    public const int MaxSnoozeDays = 90;

    internal static Decision WaitOnCustomer(ConversationState state, ConversationCommand.WaitOnCustomer command, DateTimeOffset now) =>
        NotServedBy(state, command.By) is { } not ? Refuse(not)
        : state.Phase is Phase.WaitingOnCustomer ? Nothing
        : Happen([new CustomerAwaited(now, command.By)]);

    internal static Decision Resume(ConversationState state, ConversationCommand.ResumeServing command, DateTimeOffset now) =>
        NotHeldBy(state, command.By) is { } not ? Refuse(not)
        : state.Phase switch
        {
            Phase.Serving => Nothing,
            Phase.WaitingOnCustomer or Phase.WrapUp => Happen([new Resumed(now, command.By)]),
            Phase.Offered => Refuse(Refusal.NotServing),
            _ => throw UnknownPhase(state.Phase),
        };

    internal static Decision Snooze(ConversationState state, ConversationCommand.Snooze command, DateTimeOffset now)
    {
        var isMine = state.Phase is Phase.Snoozed mine && mine.Agent == command.By;
        return (isMine ? null : NotServedBy(state, command.By)) switch
        {
            { } not => Refuse(not),
            null when command.Until <= now => Refuse(Refusal.SnoozeInPast),
            null when command.Until > now.AddDays(MaxSnoozeDays) => Refuse(Refusal.SnoozeTooFar),
            null when state.Phase is Phase.Snoozed same && same.Until == command.Until => Nothing,
            null => Happen([new Snoozed(now, command.By, command.Until)], LettingGo(state)),
        };
    }

    internal static Decision Wake(ConversationState state, ConversationCommand.Wake command, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.Snoozed snoozed => Up(state, snoozed, new Woken(now, command.By, DueAt: null), [], rules),
        // Awake already: whoever was faster woke it for both.
        _ => OverFor(state) is { } over ? Refuse(over) : Nothing,
    };

    /// <summary>It stands in the line again, and whoever put it aside is asked first.</summary>
    /// <param name="before">What woke it.</param>
    internal static Decision.Happened Up(
        ConversationState state, Phase.Snoozed snoozed, Woken woken, IReadOnlyList<ConversationEvent> before, Rulebook rules)
    {
        var entered = Entering.Queue(state, snoozed.Queue, woken.At, QueueReason.Woken, rules, woken.At, before: [.. before, woken]);
        return entered with { Effects = [.. entered.Effects, Notices.To(snoozed.Queue, NoticeKind.Woken, snoozed.Agent)] };
    }
}
