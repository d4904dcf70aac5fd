using OmniFunctions.Policies;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>Whether the bot or a person begins, and what the bot says. It knows words and no more; the way to a person is always open.</summary>
public static class Seating
{
    /// <summary>Where a person was asked for, no bot has the seat.</summary>
    public const string PersonWanted = "personWanted";

    /// <summary>Understood everywhere, whatever the rules say.</summary>
    public static IReadOnlyList<string> HandoverWords { get; } = ["人工", "真人", "转人工", "human agent", "talk to a person", "real person"];

    /// <summary>A customer who says nothing more to the bot for so long has gone.</summary>
    public const int MaxBotSilenceSeconds = 24 * 3_600;

    /// <param name="byRoute">What the route said, if it did.</param>
    internal static (Seat Seat, string Because) Of(CompiledPolicy policy, in Facts facts, Seat? byRoute, bool isPersonWanted)
    {
        var isOpen = policy.IsOpen(facts.Queue!.Value, facts.At);
        return policy.BotOf(facts) switch
        {
            _ when isPersonWanted => (Seat.Human, PersonWanted),
            null => (Seat.Human, "noBot"),
            _ when byRoute is { } seat => (seat, "route"),
            { Duty: BotDuty.Never } => (Seat.Human, "never"),
            { Duty: BotDuty.Closed or BotDuty.BusyOrClosed or BotDuty.Always } when !isOpen => (Seat.Bot, "closed"),
            { Duty: BotDuty.Always, First: Seat.Bot } => (Seat.Bot, "always"),
            // Whether somebody is free is known to routing: the queue is looked at first.
            { Duty: BotDuty.BusyOrClosed or BotDuty.Always } => (Seat.Human, "unlessBusy"),
            { Duty: BotDuty.Closed } => (Seat.Human, "open"),
            { } rule => throw new InvalidOperationException($"No seat for duty {rule.Duty}."),
        };
    }

    /// <summary>The bot would take the seat as soon as it is known that nobody is free.</summary>
    internal static bool StepsInWhenBusy(ConversationState state, QueueId queue, Rulebook rules, DateTimeOffset now) =>
        state.Round?.PersonAsk is null && state.Round?.WasServed != true
        && rules.Active.BotOf(FactsOf.Now(state, queue, now)) is { Duty: BotDuty.BusyOrClosed } or { Duty: BotDuty.Always, First: Seat.Human };

    internal static bool AsksForPerson(ConversationState state, string? text, Rulebook rules, DateTimeOffset now) =>
        text is not null
        && (HandoverWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
            || rules.Active.BotOf(FactsOf.Now(state, now))?.AsksForPerson(text) == true);

    /// <summary>What the bot answers to a message; null when it has no answer or is not asked.</summary>
    /// <param name="state">With the message in it.</param>
    internal static BotAnswered? Answer(ConversationState state, CustomerMessage message, Rulebook rules, DateTimeOffset now)
    {
        var facts = FactsOf.Now(state, now);
        if (message.Item.Text is not { } text || rules.Active.BotOf(facts) is not { } bot || !IsAsked(state, bot, facts, rules))
        {
            return null;
        }

        return bot.Answer(text)?.Text.In(FactsOf.LanguageOf(state), rules.Active.Document.DefaultLanguage) is { } spoken
            ? new BotAnswered(now, Announcing.NextId(state), spoken.Text, Provenance.Keyword, state.Leg, ReplyRules.Answering(state, now))
            : null;
    }

    /// <summary>So many messages in a row without an answer that a person is brought.</summary>
    internal static bool IsAtItsEnd(ConversationState state, Rulebook rules, DateTimeOffset now) =>
        rules.Active.BotOf(FactsOf.Now(state, now)) is not { } bot || (state.Round?.BotUnanswered ?? 0) >= bot.UnansweredLimit;

    private static bool IsAsked(ConversationState state, BotRule bot, in Facts facts, Rulebook rules) => state.Phase switch
    {
        Phase.WithBot => true,
        Phase.Waiting or Phase.Offered => bot.AnswersWhileQueued && bot.Duty switch
        {
            BotDuty.Never => false,
            BotDuty.Closed => !rules.Active.IsOpen(facts.Queue!.Value, facts.At),
            _ => true,
        },
        _ => false,
    };
}
