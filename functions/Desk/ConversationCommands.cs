using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;

namespace OmniFunctions.Desk;

/// <summary>What agents do with a conversation.</summary>
public sealed class ConversationCommands(CommandDesk desk)
{
    private const int MaxMessageIdLength = 64;

    private static readonly SearchValues<char> MessageIdLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    [Function("Accept"), Requires(Permission.Agent)]
    [Describes("Take a conversation that was offered.", typeof(ConversationVersion))]
    public Task<IResult> AcceptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/conversations/{id}/accept")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        desk.DoAsync(request.Agent(), id, new ConversationCommand.Accept(request.Agent().Id), durable, CommandDesk.Version, cancellationToken);

    [Function("Decline"), Requires(Permission.Agent)]
    [Describes("Leave a conversation that was offered to someone else.", typeof(ConversationVersion))]
    public Task<IResult> DeclineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/conversations/{id}/decline")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        desk.DoAsync(request.Agent(), id, new ConversationCommand.Decline(request.Agent().Id), durable, CommandDesk.Version, cancellationToken);

    [Function("Reply"), Requires(Permission.Agent)]
    [Describes("Answer the customer. The same message id again is the same answer.", typeof(ReplyAccepted), StatusCodes.Status202Accepted, Takes = typeof(ReplyRequest))]
    public async Task<IResult> ReplyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/conversations/{id}/replies")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.ReplyRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.MessageId is not { Length: > 0 and <= MaxMessageIdLength } messageId || messageId.AsSpan().ContainsAnyExcept(MessageIdLetters))
            return Problems.Invalid("messageId", "1 to 64 letters, digits, hyphens and underscores.");
        if (body.Text is not { } text) return Problems.Invalid("text", "A text is expected.");

        var agent = request.Agent();
        return await desk.DoAsync(
            agent, id, new ConversationCommand.SendReply(agent.Id, messageId, text), durable, done => CommandDesk.Reply(done, messageId), cancellationToken);
    }

    [Function("Close"), Requires(Permission.Agent)]
    [Describes("Close a conversation.", typeof(ConversationVersion), Takes = typeof(CloseRequest))]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/conversations/{id}/close")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.CloseRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.Reason is not { } reason) return Problems.Invalid("reason", "resolved, customerGone or spam.");
        var agent = request.Agent();
        return await desk.DoAsync(agent, id, new ConversationCommand.Close(agent.Id, reason), durable, CommandDesk.Version, cancellationToken);
    }
}
