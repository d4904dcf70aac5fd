using OmniFunctions.Channels;

namespace OmniFunctions.Conversations;

/// <summary>Whether the platform lets a customer be written to now: the channel's window and budget, counted from what the customer last did.</summary>
/// <param name="Refusal">Why not; null when they may.</param>
/// <param name="Until">When the window closes; null where there is none, or where nobody knows since when it is open.</param>
/// <param name="Left">Messages still allowed in it; null where they are not counted.</param>
public sealed record ReplyRules(Refusal? Refusal, DateTimeOffset? Until, int? Left)
{
    /// <summary>A text the platform has approved may be sent although the window is closed.</summary>
    public bool HasTemplates { get; init; }

    private static readonly ReplyRules Free = new(null, null, null);

    /// <summary>On the way that is answered on.</summary>
    public static ReplyRules Of(ConversationState state, DateTimeOffset now) =>
        ChannelCatalogue.Find(state.Leg.Account.Channel) is { } channel ? Of(ContactOf(state), channel.Capabilities, now) : Free;

    public static ReplyRules Of(Contact? contact, Capabilities channel, DateTimeOffset now)
    {
        if (contact is null || channel is { ReplyWindow: null, MessagesPerReplyWindow: null, EventWindows: [] })
        {
            return Free with { HasTemplates = channel.HasTemplates };
        }

        var open = contact.Openings.Select(opening => WindowOf(opening, channel)).OfType<Window>().Where(window => now < window.Until).ToList();
        return open.Where(window => window.Left is not <= 0).MaxBy(window => window.Until) switch
        {
            { } window => new(null, window.Until == DateTimeOffset.MaxValue ? null : window.Until, window.Left) { HasTemplates = channel.HasTemplates },
            null when open.Count > 0 => new(Conversations.Refusal.TooManyMessages, open.Max(window => window.Until), 0) { HasTemplates = channel.HasTemplates },
            null => new(Conversations.Refusal.OutsideReplyWindow, null, 0) { HasTemplates = channel.HasTemplates },
        };
    }

    /// <summary>What an answer that is written now answers; null where nobody knows.</summary>
    internal static Answered? Answering(ConversationState state, DateTimeOffset now)
    {
        if (ContactOf(state) is not { } contact)
        {
            return null;
        }

        var windows = ChannelCatalogue.Find(state.Leg.Account.Channel)?.Capabilities.EventWindows ?? [];
        var chosen = contact.Openings.Find(opening => opening.Event is null)
            ?? contact.Openings.FindLast(opening => windows.Any(window => window.Name == opening.Event && now < opening.At + window.Length))
            ?? contact.Openings[^1];
        return new Answered(chosen.Seq, chosen.Sent);
    }

    internal static Contact? ContactOf(ConversationState state) => state.Contacts.Find(contact => contact.Leg == state.Leg);

    private static Window? WindowOf(Opening opening, Capabilities channel)
    {
        if (opening.Event is null)
        {
            return new(channel.ReplyWindow is { } length ? opening.At + length : DateTimeOffset.MaxValue, channel.MessagesPerReplyWindow - opening.Sent);
        }

        return channel.EventWindows.FirstOrDefault(window => window.Name == opening.Event) is { } small
            ? new(opening.At + small.Length, small.Messages - opening.Sent)
            : null;
    }

    private sealed record Window(DateTimeOffset Until, int? Left);
}
