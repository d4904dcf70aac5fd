using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>Sends replies and records what became of them. A reply whose outcome is not known is never silently sent again.</summary>
public sealed class Sender
{
    private readonly ConversationStore conversations;
    private readonly ChannelAccounts accounts;
    private readonly Transmission transmission;
    private readonly IConversationPush push;
    private readonly AttachmentStore files;
    private readonly FileLinks links;
    private readonly HeldSends held;
    private readonly TimeProvider time;
    private readonly ILogger<Sender> logger;

    /// <summary>A message that waits longer for its platform is given up.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(45);

    /// <summary>As <see cref="LongestWait"/>, for a token that is refused.</summary>
    public static readonly TimeSpan LongestForPeople = TimeSpan.FromHours(24);

    internal Sender(
        ConversationStore conversations,
        ChannelAccounts accounts,
        Transmission transmission,
        IConversationPush push,
        AttachmentStore files,
        FileLinks links,
        HeldSends held,
        TimeProvider time,
        ILogger<Sender> logger)
    {
        this.held = held;
        this.time = time;
        this.logger = logger;
        this.files = files;
        this.links = links;
        this.conversations = conversations;
        this.accounts = accounts;
        this.transmission = transmission;
        this.push = push;
    }

    /// <param name="body">Of a message on the queue <c>outbound</c>.</param>
    /// <returns>The conversation whose lifecycle is to be rung, or null when nothing changed or it waits for its account.</returns>
    public async Task<ConversationKey?> HandleAsync(BinaryData body, CancellationToken cancellation = default)
    {
        var task = OutboundTask.Read(body);
        if (await PendingReplyAsync(task, cancellation) is not { } reply) return null;
        if (!reply.WasRecalled && await held.AnyAsync(reply.Leg.Account, task.Conversation, cancellation))
        {
            // Something said earlier waits: this one waits behind it, and not for any time of its own.
            await held.HoldAsync(reply.Leg.Account, task, time.GetUtcNow(), DeliveryRefusal.PlatformError, since: null, cancellation);
            return null;
        }

        return (await SendAsync(task, reply, since: null, cancellation)).Key;
    }

    /// <summary>One that waited for its account.</summary>
    internal async Task<(bool IsHeld, ConversationKey? Key)> HandleHeldAsync(AccountKey account, HeldSend waited, CancellationToken cancellation) =>
        await PendingReplyAsync(waited.Task, cancellation) is { } reply && reply.Leg.Account == account
            ? await SendAsync(waited.Task, reply, waited.Since, cancellation)
            : (false, null);

    private async Task<(bool IsHeld, ConversationKey? Key)> SendAsync(OutboundTask task, Outgoing reply, DateTimeOffset? since, CancellationToken cancellation)
    {
        var (result, waits) = reply.WasRecalled ? (Record(reply.MessageId, Recalled), null) : await DeliverAsync(task, reply, since ?? time.GetUtcNow(), cancellation);
        if (waits is not null)
        {
            await held.HoldAsync(reply.Leg.Account, task, waits.Until, waits.Reason, since, cancellation);
            return (true, null);
        }

        CrashPoint.Pass(CrashPoint.Called);
        var outcome = await conversations.ApplyAsync(task.Key, result!, cancellation);
        CrashPoint.Pass(CrashPoint.Recorded);
        if (!outcome.Changed) return (false, null);
        Signals.Replied(reply.Leg.Account.Channel, result!.Status.ToString());
        await push.AppendedAsync(outcome, cancellation);
        return (false, task.Key);
    }

    /// <returns>Null when its outcome is in the log already.</returns>
    private async Task<Outgoing?> PendingReplyAsync(OutboundTask task, CancellationToken cancellation)
    {
        var head = await conversations.FindAsync(task.Key, cancellation);
        if (head?.State.Reply(task.MessageId) is not { Status: DeliveryStatus.Pending } remembered) return null;
        var events = await conversations.EventsAsync(task.Key, remembered.Seq - 1, 1, cancellation);
        var wasRecalled = remembered.RecalledAt is not null;
        return events is [{ Event: var said }]
            ? said switch
            {
                ConversationEvent.Reply e => new Outgoing(e.MessageId, e.Leg, e.Content ?? new OutgoingContent.Text(e.Text), e.Provenance, e.Answers, wasRecalled),
                ConversationEvent.Announced e => new Outgoing(e.MessageId, e.Leg, new OutgoingContent.Text(e.Text), e.Provenance, e.Answers, wasRecalled),
                ConversationEvent.BotAnswered e => new Outgoing(e.MessageId, e.Leg, new OutgoingContent.Text(e.Text), e.Provenance, e.Answers, wasRecalled),
                _ => null,
            }
            : null;
    }

    /// <summary>The outcome, or how long it is to be held. One that has waited too long is given up, visibly.</summary>
    private async Task<(ConversationCommand.RecordDelivery? Result, Transmitted.Held? Waits)> DeliverAsync(OutboundTask task, Outgoing reply, DateTimeOffset since, CancellationToken cancellation)
    {
        var channel = ChannelCatalogue.Find(reply.Leg.Account.Channel);
        var account = accounts.Find(reply.Leg.Account);
        var transmitted = channel is null || account is null
            ? new Transmitted.Ended(new DeliveryOutcome.Rejected(DeliveryRefusal.AccountNotConfigured, null))
            : await SendAsync(task, reply, channel, account, cancellation);
        switch (transmitted)
        {
            case Transmitted.Held waits when waits.Until - since <= LongestOf(waits.Reason):
                logger.LogWarning("Sends of {Account} wait until {Until}: {Reason}", reply.Leg.Account, waits.Until, waits.Reason);
                return (null, waits);
            case Transmitted.Held late:
                return (Record(reply.MessageId, new DeliveryOutcome.Rejected(late.Reason, null)), null);
            case Transmitted.Ended ended:
                return (Record(reply.MessageId, ended.Outcome) with { Channel = reply.Leg.Account.Channel }, null);
            default:
                throw new InvalidOperationException($"Nothing is known of {transmitted.GetType().Name}.");
        }
    }

    /// <summary>What only people can mend is waited for as long as people may need.</summary>
    private static TimeSpan LongestOf(DeliveryRefusal reason) => reason == DeliveryRefusal.AuthenticationFailed ? LongestForPeople : LongestWait;

    private async Task<Transmitted> SendAsync(OutboundTask task, Outgoing reply, IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        if (await WithFileAsync(task.Tenant, reply.Content, cancellation) is not { } whole || Degrading.For(whole, channel.Capabilities) is not { } shown)
            return new Transmitted.Ended(new DeliveryOutcome.Rejected(DeliveryRefusal.KindNotSupported, null));
        var marked = shown is OutgoingContent.Text text ? new OutgoingContent.Text(MachineMark.On(text.Body, reply.Provenance, channel.Capabilities)) : shown;
        var message = new OutgoingMessage(task.OperationId, reply.Leg.Sender, reply.Leg.PlatformConversation, marked)
        {
            Answers = await AnsweredItems.ReadAsync(conversations, task.Key, reply.Answers, cancellation),
            SentSince = reply.Answers?.SentSince ?? 0,
        };
        return await transmission.SendAsync(task.Key, message, channel, account, cancellation);
    }

    /// <returns>Null when its file is not there any more.</returns>
    private async Task<OutgoingContent?> WithFileAsync(TenantId tenant, OutgoingContent content, CancellationToken cancellation)
    {
        if (content is not OutgoingContent.Attachment { File.StoredAs: { } id } attachment) return content;
        await files.IsSentAsync(tenant, id, cancellation);
        if (await files.FindAsync(tenant, id, cancellation) is not FileLookup.Found { File: var file } || await files.ReadAsync(tenant, file, cancellation) is not { } bytes) return null;
        return attachment with { File = new OutgoingFile(file.Name, file.Mime, bytes, links.Outside(tenant, id)) { StoredAs = id } };
    }

    private static DeliveryOutcome Recalled { get; } = new DeliveryOutcome.Rejected(DeliveryRefusal.Recalled, null);

    private static ConversationCommand.RecordDelivery Record(string messageId, DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered delivered => new(messageId, DeliveryStatus.Delivered, null, delivered.PlatformMessageId),
        DeliveryOutcome.Rejected rejected => new(messageId, DeliveryStatus.Rejected, rejected.Reason, null, PlatformCode: rejected.PlatformCode),
        DeliveryOutcome.Unknown => new(messageId, DeliveryStatus.Unknown, null, null),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no end of a transmission."),
    };

    /// <summary>What is to leave: a reply or an automatic text.</summary>
    private sealed record Outgoing(string MessageId, Leg Leg, OutgoingContent Content, Provenance Provenance, Answered? Answers, bool WasRecalled);
}
