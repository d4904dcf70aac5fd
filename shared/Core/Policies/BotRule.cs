using System.Text.Json.Serialization;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>When the bot is on duty and what it says. It knows words and no more.</summary>
/// <param name="First">Whether it answers before anybody, or once no person is free.</param>
/// <param name="AnswersWhileQueued">It goes on answering while the customer waits for a person.</param>
/// <param name="HandoverWords">Any of these brings a person, always.</param>
/// <param name="UnansweredLimit">After so many messages without an answer a person is brought.</param>
public sealed record BotRule(
    Condition? When = null,
    BotDuty Duty = BotDuty.Always,
    Seat First = Seat.Bot,
    bool AnswersWhileQueued = true,
    IReadOnlyList<string>? HandoverWords = null,
    int UnansweredLimit = 2,
    IReadOnlyList<BotAnswer>? Answers = null)
{
    public IReadOnlyList<string> HandoverWords { get; init => field = value ?? []; } = HandoverWords ?? [];

    public IReadOnlyList<BotAnswer> Answers { get; init => field = value ?? []; } = Answers ?? [];

    /// <summary>The customer asks for a person in so many words.</summary>
    public bool AsksForPerson(string text) => HandoverWords.Any(word => Contains(text, word));

    /// <summary>The first answer of which a word stands in the text.</summary>
    public BotAnswer? Answer(string text) => Answers.FirstOrDefault(answer => answer.Words.Any(word => Contains(text, word)));

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

[JsonConverter(typeof(CamelCase<BotDuty>))]
public enum BotDuty
{
    Always,

    /// <summary>While no person is free, or the queue is closed.</summary>
    BusyOrClosed,

    /// <summary>While the queue is closed.</summary>
    Closed,

    Never,
}

/// <param name="Words">Any of them, anywhere in the message, in whatever case.</param>
public sealed record BotAnswer(IReadOnlyList<string> Words, LocalText Text);
