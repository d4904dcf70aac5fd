using OmniFunctions.Channels;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>What lists show of a conversation beyond its state.</summary>
/// <param name="LastText">At most <see cref="MaxTextLength"/> characters; empty where only the kind of the last message says something.</param>
/// <param name="Unanswered">The customer's messages since the last reply.</param>
/// <param name="DisplayName">What the customer calls themselves, where the platform says it.</param>
/// <param name="ClosedAt">When it was last closed; null while it is open.</param>
/// <param name="LastKind">Of the last message; null in a row of an older build.</param>
public sealed record ConversationSummary(
    string LastText,
    MessageAuthor LastFrom,
    DateTimeOffset LastMessageAt,
    int Unanswered,
    string? DisplayName,
    DateTimeOffset? ClosedAt,
    ItemKind? LastKind = null)
{
    public const int MaxTextLength = 140;

    internal static ConversationSummary Empty { get; } = new("", MessageAuthor.Customer, default, 0, null, null);

    internal ConversationSummary After(ConversationEvent e) => e switch
    {
        ConversationEvent.CustomerMessage { Item.Speaks: true } message => this with
        {
            LastText = Shorten(OneLine.Of(message.Item)),
            LastKind = message.Item.Kind,
            LastFrom = MessageAuthor.Customer,
            LastMessageAt = message.ReceivedAt,
            Unanswered = Unanswered + 1,
            DisplayName = message.Item.DisplayName ?? DisplayName,
        },
        ConversationEvent.Reply reply => this with
        {
            LastText = Shorten(reply.Content is { } content ? OneLine.Of(content) : reply.Text),
            LastKind = reply.Content is { } kind ? Degrading.KindOf(kind) : ItemKind.Text,
            LastFrom = MessageAuthor.Agent,
            LastMessageAt = reply.At,
            Unanswered = 0,
        },
        ConversationEvent.Closed closed => this with { ClosedAt = closed.At },
        ConversationEvent.Reopened => this with { ClosedAt = null },
        _ => this,
    };

    /// <summary>Never cuts a pair of surrogates in two: half of one is no text.</summary>
    private static string Shorten(string text)
    {
        if (text.Length <= MaxTextLength) return text;
        return char.IsHighSurrogate(text[MaxTextLength - 1]) ? text[..(MaxTextLength - 1)] : text[..MaxTextLength];
    }
}

public enum MessageAuthor
{
    Customer,
    Agent,
}
