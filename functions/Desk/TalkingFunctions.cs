using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Conversations;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>What is said in a conversation: to the customer, and among agents.</summary>
public sealed class TalkingFunctions(CommandDesk desk, AttachmentStore files)
{
    [Function("Reply"), Requires(Permission.Agent)]
    [Describes("Answer the customer. The same message id again is the same answer.", typeof(ReplyAccepted), StatusCodes.Status202Accepted, Takes = typeof(ReplyRequest))]
    public Task<IResult> ReplyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "replies")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.ReplyRequest, (by, body, read) =>
                new ConversationCommand.SendReply(
                    by.Id,
                    read.MessageId(body.MessageId),
                    read.Text(body.Text ?? (body.Content is { } content ? Degrading.Plain(content) : null)),
                    body.IsSuggestion ? Provenance.SuggestionSentByPerson : Provenance.Person,
                    body.Content is OutgoingContent.Text ? null : body.Content),
            cancellationToken, CommandDesk.Reply, (head, body) => WithFileAsync(head, body, cancellationToken));

    /// <summary>Of a file the client names only the id: it is one of this conversation, and what it is says the store.</summary>
    private async Task<(ReplyRequest Body, Refusal? Refusal)> WithFileAsync(StoredConversation head, ReplyRequest body, CancellationToken cancellation)
    {
        if (body.Content is not OutgoingContent.Attachment attachment) return (body, null);
        return attachment.File?.StoredAs is { } id && await files.FindAsync(head.Key.Tenant, id, cancellation) is FileLookup.Found { File: var file } && file.IsOf(head.State)
            ? (body with { Content = attachment with { File = new OutgoingFile(file.Name, file.Mime, default) { StoredAs = id, SizeBytes = file.SizeBytes } } }, null)
            : (body, Refusal.FileUnknown);
    }

    [Function("Resend"), Requires(Permission.Agent)]
    [Describes("Send once more what failed or may not have arrived.", typeof(ConversationVersion), Takes = typeof(ResendRequest))]
    public Task<IResult> ResendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "resend")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.ResendRequest, (by, body, read) => new ConversationCommand.SendAgain(by.Id, read.MessageId(body.MessageId)), cancellationToken);

    [Function("SettleDelivery"), Requires(Permission.Agent)]
    [Describes("Say what became of a message of unknown outcome.", typeof(ConversationVersion), Takes = typeof(SettleRequest))]
    public Task<IResult> SettleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "settle")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.SettleRequest, (by, body, read) =>
                new ConversationCommand.SettleDelivery(by.Id, read.MessageId(body.MessageId), read.Needed("hasArrived", body.HasArrived, "true or false.")), cancellationToken);

    [Function("Recall"), Requires(Permission.Agent)]
    [Describes("Take a message back.", typeof(ConversationVersion), Takes = typeof(RecallRequest))]
    public Task<IResult> RecallAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "recall")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.RecallRequest, (by, body, read) =>
                new ConversationCommand.Recall(by.Id, read.MessageId(body.MessageId), AsSupervisor: by.Is(AgentRole.Supervisor)), cancellationToken);

    [Function("AddNote"), Requires(Permission.Agent)]
    [Describes("Write a note that only agents see.", typeof(ConversationVersion), Takes = typeof(NoteRequest))]
    public Task<IResult> AddNoteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "notes")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.NoteRequest, (by, body, read) =>
                new ConversationCommand.AddNote(by.Id, read.MessageId(body.MessageId), read.Text(body.Text), read.Agents("mentions", body.Mentions)), cancellationToken);

    [Function("ScheduleMessage"), Requires(Permission.Agent)]
    [Describes("Have a message leave at a time.", typeof(ConversationVersion), Takes = typeof(ScheduleRequest))]
    public Task<IResult> ScheduleMessageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "scheduled")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.ScheduleRequest, (by, body, read) =>
                new ConversationCommand.ScheduleMessage(by.Id, read.MessageId(body.MessageId), read.Text(body.Text), read.Needed("at", body.At, "A time is expected.")), cancellationToken);

    [Function("CancelScheduled"), Requires(Permission.Agent)]
    [Describes("Have a scheduled message not leave.", typeof(ConversationVersion), Takes = typeof(CancelScheduledRequest))]
    public Task<IResult> CancelScheduledAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "scheduled/cancel")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.CancelScheduledRequest, (by, body, read) => new ConversationCommand.CancelScheduled(by.Id, read.MessageId(body.MessageId)), cancellationToken);

    [Function("AskForRating"), Requires(Permission.Agent)]
    [Describes("Ask the customer how it was.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> AskForRatingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "rating")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.AskForRating(by), cancellationToken);
}
