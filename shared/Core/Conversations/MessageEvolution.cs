using System.Collections.Immutable;
using OmniFunctions.Channels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>Events that are messages, or say what became of one.</summary>
internal static class MessageEvolution
{
    internal static ConversationState? Change(ConversationState state, ConversationEvent e) => (e, state.Phase) switch
    {
        (CustomerMessage message, not Phase.Ended) => (message.Item.Speaks ? Hear(state, message) : state) with
        {
            Contacts = Contact.After(state.Contacts, message, state.Version + 1),
            EarlyReceipts = message.Item.Receipt is { MessageId: { } id } receipt ? Keep(state.EarlyReceipts, message, id, receipt) : state.EarlyReceipts,
            Joined = Attribute(state, message),
            OwnUnansweredSince = Asks(message) && PartOf(state, message) < 0 ? state.OwnUnansweredSince ?? message.ReceivedAt : state.OwnUnansweredSince,
        },
        (Reply reply, { } phase) when phase.IsServed() || (reply.WasScheduled == true && phase.IsOpen()) => Say(state, reply),
        (BotAnswered answer, not Phase.Ended) => Tell(state, answer.MessageId, answer.Text, answer.At, answer.Leg) with
        {
            Round = state.Round is null ? null : state.Round with { BotUnanswered = 0 },
        },
        (Announced announced, not Phase.Ended) => Tell(state, announced.MessageId, announced.Text, announced.At, announced.Leg) with { SpentTexts = Spend(state, announced) },
        (DeliveryRecorded recorded, _) => Uncount(state with { Outgoing = Settle(state.Outgoing, recorded) }, recorded),
        (ReceiptRecorded recorded, _) => Confirm(state, recorded),
        (ReceiptMissed missed, _) => Change(state, missed.MessageId, reply => reply with { ConfirmBy = null, IsUnconfirmed = true }),
        (ResendAsked asked, _) => Change(
            CountAgain(state, asked.MessageId),
            asked.MessageId,
            reply => reply with { Status = DeliveryStatus.Pending, Receipt = null, ConfirmBy = null, IsUnconfirmed = null, PlatformMessageId = null, IsUncounted = null }),
        (Recalled recalled, _) => state with
        {
            Outgoing = state.Outgoing.ConvertAll(reply => reply.MessageId == recalled.MessageId ? reply with { RecalledAt = recalled.At } : reply),
        },
        (RecallRecorded recorded, _) => Change(
            state, recorded.MessageId, reply => recorded.IsTakenBack ? reply with { IsTakenBack = true } : reply with { RecalledAt = null }),
        (NoteAdded note, _) => Note(state, note.MessageId, note.By, note.Text),
        (Whispered whisper, _) => Note(state, whisper.MessageId, whisper.By, whisper.Text),
        (MessageScheduled scheduled, _) => state with
        {
            Scheduled = state.Scheduled.Add(new ScheduledMessage(scheduled.MessageId, scheduled.By, scheduled.Text, scheduled.SendAt)),
        },
        (ScheduledCancelled cancelled, _) => Unschedule(state, cancelled.MessageId),
        (ScheduledMissed missed, _) => Unschedule(state, missed.MessageId),
        _ => null,
    };

    private static ConversationState Hear(ConversationState state, CustomerMessage message) =>
        state with
        {
            Leg = message.Leg,
            LastCustomerMessageAt = message.ReceivedAt,
            UnansweredSince = message.IsFarewell == true ? state.UnansweredSince : state.UnansweredSince ?? message.ReceivedAt,
            Language = message.Item.Language ?? state.Language,
            Legs = Add(state.Legs, message.Leg),
            SilenceSteps = message.IsFarewell == true ? state.SilenceSteps : [],
            Round = Hear(state.Round, state.Phase),
        };

    /// <summary>Notes to which of the conversations that go on in this one a message belongs, if to any. A receipt belongs where the message is that it confirms.</summary>
    private static ImmutableList<JoinedPart> Attribute(ConversationState state, CustomerMessage message)
    {
        if (message.Item.Receipt is not null) return state.Joined;
        var index = PartOf(state, message);
        if (index < 0) return state.Joined;
        var part = state.Joined[index];
        return state.Joined.SetItem(index, part with
        {
            MessageKeys = part.MessageKeys.Count >= JoinedPart.MaxMessages ? part.MessageKeys : part.MessageKeys.Add(message.MessageKey),
            UnansweredSince = Asks(message) ? part.UnansweredSince ?? message.ReceivedAt : part.UnansweredSince,
        });
    }

    private static int PartOf(ConversationState state, CustomerMessage message) =>
        state.Joined.FindIndex(joined => message.Via is { } via ? joined.From == via : joined.Legs.Contains(message.Leg));

    /// <summary>Whether an answer is waited for after it.</summary>
    private static bool Asks(CustomerMessage message) => message.Item.Speaks && message.IsFarewell != true;

    /// <summary>Nobody waits any more: an answer is for all who speak in one conversation.</summary>
    internal static ConversationState WithNobodyWaiting(ConversationState state) => state with
    {
        UnansweredSince = null,
        OwnUnansweredSince = null,
        Joined = state.Joined.ConvertAll(part => part with { UnansweredSince = null }),
    };

    private static Round? Hear(Round? round, Phase phase) => round is null ? null : round with
    {
        PersonAsk = round.PersonAsk is { } ask ? ask with { Steps = ask.Steps + 1 } : null,
        BotUnanswered = phase is Phase.WithBot ? round.BotUnanswered + 1 : round.BotUnanswered,
    };

    private static ImmutableList<Leg> Add(ImmutableList<Leg> legs, Leg leg)
    {
        var added = legs.Remove(leg).Add(leg);
        return added.Count > ConversationState.MaxLegs ? added.RemoveAt(0) : added;
    }

    private static ConversationState Tell(ConversationState state, string id, string text, DateTimeOffset at, Leg leg) => state with
    {
        Contacts = Contact.Answered(state.Contacts, leg),
        Outgoing = Remember(state.Outgoing, new OutgoingReply(
            id, state.Version + 1, OutgoingReply.FingerprintOf(id, default, text), DeliveryStatus.Pending, Agent: null, at, Channel: leg.Account.Channel)),
    };

    private static ImmutableList<SpentText> Spend(ConversationState state, Announced announced)
    {
        var spent = state.SpentTexts.Add(new SpentText(announced.Kind, announced.Leg.Account.Channel, announced.At));
        return spent.Count > SpentText.Remembered ? spent.RemoveAt(0) : spent;
    }

    private static ConversationState Say(ConversationState state, Reply reply)
    {
        var answers = reply.Provenance.IsOfAPerson() && reply.WasScheduled != true;
        return Unschedule(answers ? WithNobodyWaiting(state) : state, reply.MessageId) with
        {
            Contacts = Contact.Answered(state.Contacts, reply.Leg),
            FirstResponse = answers ? Answered(state.FirstResponse, reply) : state.FirstResponse,
            LastReplyAt = answers ? reply.At : state.LastReplyAt,
            SilenceSteps = answers ? [] : state.SilenceSteps,
            Outgoing = Remember(state.Outgoing, new OutgoingReply(
                reply.MessageId,
                state.Version + 1,
                OutgoingReply.FingerprintOf(reply),
                DeliveryStatus.Pending,
                reply.Agent,
                reply.At,
                Channel: reply.Leg.Account.Channel)),
        };
    }

    private static ConversationState Note(ConversationState state, string id, AgentId by, string text)
    {
        var notes = state.Notes.Add(new RememberedNote(id, OutgoingReply.FingerprintOf(id, by, text)));
        return state with { Notes = notes.Count > RememberedNote.Remembered ? notes.RemoveAt(0) : notes };
    }

    private static ConversationState Unschedule(ConversationState state, string id) =>
        state with { Scheduled = state.Scheduled.RemoveAll(message => message.MessageId == id) };

    private static ReplyClock Answered(ReplyClock clock, Reply reply) => clock switch
    {
        ReplyClock.Running running => new ReplyClock.Stopped(running.Since, running.DueAt, reply.At, InTime: reply.At <= running.DueAt),
        ReplyClock.Breached breached => new ReplyClock.Stopped(breached.Since, breached.DueAt, reply.At, InTime: false),
        ReplyClock.Stopped => clock,
        _ => throw new InvalidOperationException($"No answer to a clock that is {clock.GetType().Name}."),
    };

    private static ImmutableList<OutgoingReply> Remember(ImmutableList<OutgoingReply> outgoing, OutgoingReply reply) => Trim(outgoing.Add(reply));

    private static ImmutableList<OutgoingReply> Settle(ImmutableList<OutgoingReply> outgoing, DeliveryRecorded recorded)
    {
        var index = outgoing.FindIndex(reply => reply.MessageId == recorded.MessageId);
        return index < 0 ? outgoing : Trim(outgoing.SetItem(index, outgoing[index] with
        {
            Status = recorded.Status,
            Channel = recorded.Channel ?? outgoing[index].Channel,
            PlatformMessageId = recorded.Channel is null ? null : recorded.PlatformMessageId,
            ConfirmBy = recorded.ConfirmBy,
        }));
    }

    /// <summary>What the platform has not taken leaves its budget as it was, unless the platform itself counts what it refuses.</summary>
    private static ConversationState Uncount(ConversationState state, DeliveryRecorded recorded)
    {
        if (recorded is not { Status: DeliveryStatus.Rejected, By: null } || state.Reply(recorded.MessageId) is not { Channel: { } channel, IsUncounted: null } reply) return state;
        if (recorded.PlatformCode is not null && ChannelCatalogue.Find(channel)?.Capabilities.CountsRefused == true) return state;
        return Change(state, reply.MessageId, one => one with { IsUncounted = true }) with { Contacts = Contact.Recounted(state.Contacts, channel, reply.Seq, by: -1) };
    }

    private static ConversationState CountAgain(ConversationState state, string id) => state.Reply(id) is { IsUncounted: true } reply
        ? state with { Contacts = Contact.Recounted(state.Contacts, reply.Channel, reply.Seq, by: 1) }
        : state;

    private static ConversationState Change(ConversationState state, string id, Func<OutgoingReply, OutgoingReply> change) =>
        state with { Outgoing = state.Outgoing.ConvertAll(reply => reply.MessageId == id ? change(reply) : reply) };

    private static ConversationState Confirm(ConversationState state, ReceiptRecorded recorded)
    {
        var id = state.Reply(recorded.MessageId)?.PlatformMessageId;
        // That the platform has sent it on says no more than its answer did: whether it arrived is still open.
        return Change(state, recorded.MessageId, reply => reply with
        {
            Receipt = recorded.State,
            ConfirmBy = recorded.State == ReceiptState.Sent ? reply.ConfirmBy : null,
            IsUnconfirmed = recorded.State == ReceiptState.Sent ? reply.IsUnconfirmed : null,
        }) with
        {
            EarlyReceipts = state.EarlyReceipts.RemoveAll(early => early.MessageId == id),
        };
    }

    private static ImmutableList<EarlyReceipt> Keep(ImmutableList<EarlyReceipt> early, CustomerMessage message, string id, Receipt receipt)
    {
        var kept = early.Add(new EarlyReceipt(message.Leg.Account.Channel, id, receipt.State, message.Item.SentAt, receipt.ErrorCode));
        return kept.Count > EarlyReceipt.Remembered ? kept.RemoveAt(0) : kept;
    }

    private static ImmutableList<OutgoingReply> Trim(ImmutableList<OutgoingReply> outgoing)
    {
        var surplus = outgoing.Count - OutgoingReply.Remembered;
        return surplus <= 0
            ? outgoing
            : [.. outgoing.Where((reply, index) => index >= surplus || reply.Status == DeliveryStatus.Pending)];
    }
}
