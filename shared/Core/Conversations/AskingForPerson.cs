using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>The way to a person is always open: by the button, by a word, or because the bot does not know further.</summary>
internal static class AskingForPerson
{
    internal static Decision Decide(ConversationKey key, ConversationState state, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        // Also of one that is over: the button is there for as long as it can be taken up again.
        Phase.Closed => Receiving.TakeUp(key, state, rules, now),
        Phase.WithBot bot => Queue(state, bot, PersonAskedBy.Button, [], rules, now),
        Phase.Waiting or Phase.Offered => state.Round?.PersonAsk is null ? Happen([new PersonAsked(now, PersonAskedBy.Button)]) : Nothing,
        // A person has it.
        Phase.Serving or Phase.WaitingOnCustomer => Nothing,
        Phase.WrapUp => Happen([new PersonAsked(now, PersonAskedBy.Button), new Resumed(now, By: null)]),
        Phase.Snoozed snoozed => Pausing.Up(state, snoozed, new Woken(now, By: null, DueAt: null), [new PersonAsked(now, PersonAskedBy.Button)], rules),
        Phase.CallbackDue callback => Callbacks.Back(state, callback, [new PersonAsked(now, PersonAskedBy.Button)], rules, now),
        _ => Refuse(OverFor(state) ?? throw UnknownPhase(state.Phase)),
    };

    /// <summary>From the bot into the line. Waiting for a person begins here.</summary>
    /// <param name="before">What the customer said, if they said it.</param>
    internal static Decision.Happened Queue(
        ConversationState state, Phase.WithBot bot, PersonAskedBy how, IReadOnlyList<ConversationEvent> before, Rulebook rules, DateTimeOffset now) =>
        Entering.Queue(state, bot.Queue, now, QueueReason.PersonAsked, rules, now, before: [.. before, new PersonAsked(now, how)]);
}
