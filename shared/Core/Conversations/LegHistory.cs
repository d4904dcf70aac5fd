using OmniFunctions.Channels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>What was said on one way to the customer, in short. Composed of facts: nobody's words are put differently.</summary>
/// <param name="Messages">What the customer wrote there.</param>
/// <param name="Replies">What agents and the bot answered; automatic texts are none.</param>
/// <param name="Last">At most <see cref="MaxLast"/>, oldest first.</param>
public sealed record LegHistory(Leg Leg, DateTimeOffset From, DateTimeOffset To, int Messages, int Replies, IReadOnlyList<LegMessage> Last)
{
    /// <summary>Enough to go on from, and read in seconds.</summary>
    public const int MaxLast = 3;

    /// <summary>Characters of one message.</summary>
    public const int MaxTextLength = 280;

    /// <summary>Every way that was used, the latest first; at most <see cref="ConversationState.MaxLegs"/>.</summary>
    /// <param name="events">In order, those of conversations that go on in this one among them.</param>
    public static IReadOnlyList<LegHistory> Of(IReadOnlyCollection<ConversationEvent> events)
    {
        var recalled = Recalling.TakenBack(events);
        var said = (from e in events let one = Said(e, recalled) where one is not null select one).ToList();

        // Backwards, so that the way that was used last comes first, also where two were used in the same moment.
        var legs = Enumerable.Reverse(said).Select(one => one.Leg).Distinct().Take(ConversationState.MaxLegs);
        return [.. legs.Select(leg => Of(leg, [.. said.Where(one => one.Leg == leg).Select(one => one.Message)]))];
    }

    private static LegHistory Of(Leg leg, IReadOnlyList<LegMessage> messages)
    {
        var asked = messages.Count(message => message.Speaker == Speaker.Customer);
        return new(leg, messages[0].At, messages[^1].At, asked, messages.Count - asked, [.. messages.TakeLast(MaxLast)]);
    }

    private static SaidOnLeg? Said(ConversationEvent e, HashSet<string> recalled) => e switch
    {
        CustomerMessage { Item.Speaks: true } message =>
            new(message.Leg, new LegMessage(message.ReceivedAt, Speaker.Customer, null, message.Item.Kind, Cut(OneLine.Of(message.Item)))),
        Reply reply when !recalled.Contains(reply.MessageId) => new(reply.Leg, new LegMessage(reply.At, Speaker.Agent, reply.Agent, reply.Content is { } content ? Degrading.KindOf(content) : ItemKind.Text, Cut(reply.Content is { } what ? OneLine.Of(what) : reply.Text))),
        BotAnswered answer => new(answer.Leg, new LegMessage(answer.At, Speaker.Bot, null, ItemKind.Text, Cut(answer.Text))),
        _ => null,
    };

    private static string? Cut(string text)
    {
        if (text.Length == 0) return null;
        if (text.Length <= MaxTextLength) return text;

        // Not between the two halves of one character.
        var end = char.IsHighSurrogate(text[MaxTextLength - 2]) ? MaxTextLength - 2 : MaxTextLength - 1;
        return text[..end] + "…";
    }

    private sealed record SaidOnLeg(Leg Leg, LegMessage Message);
}

/// <param name="By">The agent who wrote it.</param>
/// <param name="Text">In one line; null where only its kind says something.</param>
public sealed record LegMessage(DateTimeOffset At, Speaker Speaker, AgentId? By, ItemKind Kind, string? Text);

public enum Speaker
{
    Customer,
    Agent,
    Bot,
}
