using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// One conversation goes on in another, and can be taken out again: then it stands in the line as before, and what its customer said meanwhile
/// belongs to it. Both logs stay as they were written; each says what was moved.
/// </summary>
public static class Merging
{
    /// <summary>How long it can be taken out again; then it has ended where it was merged.</summary>
    public const int KeptDays = 30;

    /// <summary>So that they fit one transaction with their idempotency rows.</summary>
    public const int MaxTakenBackAtOnce = 40;

    internal static Decision Merge(ConversationState state, ConversationCommand.Merge command, DateTimeOffset now) => state.Phase switch
    {
        Phase.Merged merged => merged.Into == command.Into ? Nothing : Refuse(Refusal.AlreadyMerged),
        _ when OverFor(state) is { } over => Refuse(over),
        _ when command.Into == state.Id => Refuse(Refusal.MergeWithItself),
        _ when state.Joined.Exists(part => part.From == command.Into) => Refuse(Refusal.MergeCycle),
        { } phase when phase.HolderOrNone() is { } holder && holder != command.By => Refuse(Refusal.NotHolder),
        _ => Happen([new MergedInto(now, command.By, command.Into)], [.. LettingGo(state), new Effect.JoinTo(command.Into)]),
    };

    internal static Decision Join(ConversationState state, ConversationCommand.Join command, Rulebook rules, DateTimeOffset now)
    {
        var joined = new Joined(now, command.From, command.Legs, command.UnansweredSince);
        return state.Phase switch
        {
            _ when command.From == state.Id => Refuse(Refusal.MergeWithItself),
            _ when state.Joined.Exists(part => part.From == command.From) => Nothing,
            Phase.Merged merged when merged.Into == command.From => Refuse(Refusal.MergeCycle),
            _ when OverFor(state) is { } over => Refuse(over),
            _ when state.Joined.Count >= JoinedPart.MaxParts => Refuse(Refusal.TooManyMerged),
            // Its customer waits for an answer: that is as if they had written here.
            Phase.WaitingOnCustomer or Phase.WrapUp when command.UnansweredSince is not null => Happen([joined, new Resumed(now, By: null)]),
            Phase.Snoozed snoozed when command.UnansweredSince is not null => Pausing.Up(state, snoozed, new Woken(now, By: null, DueAt: null), [joined], rules),
            _ => Happen([joined]),
        };
    }

    internal static Decision Unmerge(ConversationState state, ConversationCommand.Unmerge command, Rulebook rules, DateTimeOffset now)
    {
        if (state.Phase is not Phase.Merged merged)
        {
            return Refuse(state.Phase is Phase.Ended ? Refusal.ConversationEnded : Refusal.NotMerged);
        }

        return Entering.Queue(
            state,
            merged.Queue,
            merged.Since,
            QueueReason.Unmerged,
            rules,
            now,
            before: [new Unmerged(now, command.By, merged.Into)],
            effects: [new Effect.SplitFrom(merged.Into)]);
    }

    internal static Decision Split(ConversationState state, ConversationCommand.Split command, DateTimeOffset now) =>
        state.Joined.Find(part => part.From == command.From) is { } part ? Happen([new SplitOff(now, command.From, part.MessageKeys)]) : Nothing;

    internal static Decision TakeBack(ConversationState state, ConversationCommand.TakeBack command, DateTimeOffset now)
    {
        if (command.Messages.Count > MaxTakenBackAtOnce)
        {
            throw new InvalidOperationException($"{command.Messages.Count} messages at once are more than {MaxTakenBackAtOnce}.");
        }

        // Also when all was taken back before: whoever joined them late found out, and separates them once more.
        return state.Phase is Phase.Ended
            ? Refuse(Refusal.ConversationEnded)
            : Happen(
                [
                    .. command.Messages.Select(message => new CustomerMessage(now, message.MessageKey, message.Leg, message.Item, message.ReceivedAt)),
                    .. command.IsLast && state.TakingBackFrom is { } from ? [new TakenBack(now, from)] : Array.Empty<ConversationEvent>(),
                ]);
    }
}
