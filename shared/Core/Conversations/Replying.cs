using OmniFunctions.Channels;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent answers the customer.</summary>
public static class Replying
{
    /// <summary>Characters (UTF-16 code units) of one reply, whatever the channel; a channel's own limit is its own.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>Begins the ids of automatic texts; no client may name a message so.</summary>
    public const string AutomaticPrefix = "auto-";

    internal static bool IsReserved(string messageId) => messageId.StartsWith(AutomaticPrefix, StringComparison.Ordinal);

    internal static Decision Decide(ConversationState state, ConversationCommand.SendReply command, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(command.Text) && command.Content is null)
        {
            return Refuse(Refusal.TextEmpty);
        }

        if (command.Text.Length > MaxTextLength)
        {
            return Refuse(Refusal.TextTooLong);
        }

        // A repeated command is answered as the first one was, even if the conversation was closed in between.
        if (state.Reply(command.MessageId) is { } earlier)
        {
            return earlier.Fingerprint == OutgoingReply.FingerprintOf(command) ? Nothing : Refuse(Refusal.MessageIdTaken);
        }

        if (IsReserved(command.MessageId) || state.Scheduled.Exists(message => message.MessageId == command.MessageId))
        {
            return Refuse(Refusal.MessageIdTaken);
        }

        return SpeakingRefused(state, command.Agent) is { } refused ? Refuse(refused) : state.Phase switch
        {
            Phase.Offered => Send(state, command, now, [new Accepted(now, command.Agent)]),
            Phase.Serving or Phase.WaitingOnCustomer => Send(state, command, now, []),
            Phase.WrapUp => Send(state, command, now, [new Resumed(now, command.Agent)]),
            _ => throw UnknownPhase(state.Phase),
        };
    }

    /// <summary>Why this agent may not speak with the customer now; null when they may: it is theirs, or they were let in to speak.</summary>
    public static Refusal? SpeakingRefused(ConversationState state, AgentId agent) => OverFor(state) is { } over ? over : state.Phase switch
    {
        { } phase when phase.IsServed() && state.Participant(agent) is { MaySpeak: true } => null,
        _ => state.Holder == agent ? null : Refusal.NotHolder,
    };

    private static Decision Send(ConversationState state, ConversationCommand.SendReply command, DateTimeOffset now, IEnumerable<ConversationEvent> before)
    {
        if (state.Outgoing.Count(reply => reply.Status == DeliveryStatus.Pending) >= OutgoingReply.MaxPending)
        {
            return Refuse(Refusal.TooManyUndelivered);
        }

        if (RefusalOf(state, command.Content, now) is { } refusal)
        {
            return Refuse(refusal);
        }

        return Happen(
            [
                .. before,
                new Reply(
                    now, command.MessageId, command.Agent, command.Text, command.Provenance, state.Leg, WasScheduled: null, command.Content, ReplyRules.Answering(state, now)),
                .. Reached(state, command, now),
            ],
            new Effect.Deliver(command.MessageId));
    }

    /// <summary>What the channel's rules say against sending this now; null when nothing does.</summary>
    public static Refusal? RefusalOf(ConversationState state, OutgoingContent? content, DateTimeOffset now)
    {
        var rules = ReplyRules.Of(state, now);
        if (content is not null && ContentRules.Refuse(content, ChannelCatalogue.Find(state.Leg.Account.Channel)?.Capabilities) is { } not)
        {
            return not;
        }

        return content is OutgoingContent.Template && rules.HasTemplates ? null : rules.Refusal;
    }

    /// <summary>How long it took and what it asked of the customer, from asking for a person to a person's first answer.</summary>
    private static IEnumerable<ConversationEvent> Reached(ConversationState state, ConversationCommand.SendReply command, DateTimeOffset now) =>
        state.Round?.PersonAsk is { } ask && command.Provenance.IsOfAPerson()
            ? [new PersonReached(now, command.Agent, ask.At, ask.Steps, (now - ask.At).TotalSeconds)]
            : [];
}
