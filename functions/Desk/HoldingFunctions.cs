using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>Who has a conversation: taking it, leaving it, passing it on.</summary>
public sealed class HoldingFunctions(CommandDesk desk)
{
    [Function("Accept"), Requires(Permission.Agent)]
    [Describes("Take a conversation that was offered.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> AcceptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "accept")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Accept(by), cancellationToken);

    [Function("Decline"), Requires(Permission.Agent)]
    [Describes("Leave a conversation that was offered to someone else.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> DeclineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "decline")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Decline(by), cancellationToken);

    [Function("Transfer"), Requires(Permission.Agent)]
    [Describes("Pass a conversation on to a queue or to an agent.", typeof(ConversationVersion), Takes = typeof(TransferRequest))]
    public Task<IResult> TransferAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "transfer")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.TransferRequest, (by, body, read) =>
                new ConversationCommand.Transfer(by.Id, read.OptionalQueue("queue", body.Queue), read.OptionalAgent("agent", body.Agent), body.Reason), cancellationToken);

    [Function("Consult"), Requires(Permission.Agent)]
    [Describes("Ask a colleague in.", typeof(ConversationVersion), Takes = typeof(ConsultRequest))]
    public Task<IResult> ConsultAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "consult")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.ConsultRequest, (by, body, read) => new ConversationCommand.Consult(by.Id, read.Agent("agent", body.Agent), body.Reason), cancellationToken);

    [Function("CompleteConsult"), Requires(Permission.Agent)]
    [Describes("Leave the conversation to the colleague who was asked in.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> CompleteConsultAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "consult/complete")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.CompleteConsult(by), cancellationToken);

    [Function("EndConsult"), Requires(Permission.Agent)]
    [Describes("End the consultation and keep the conversation.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> EndConsultAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "consult/end")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.EndConsult(by), cancellationToken);

    [Function("AddParticipant"), Requires(Permission.Agent)]
    [Describes("Have a colleague speak with the customer too.", typeof(ConversationVersion), Takes = typeof(ParticipantRequest))]
    public Task<IResult> AddParticipantAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "participants/add")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.ParticipantRequest, (by, body, read) => new ConversationCommand.AddParticipant(by.Id, read.Agent("agent", body.Agent)), cancellationToken);

    [Function("RemoveParticipant"), Requires(Permission.Agent)]
    [Describes("Send a participant out, or go yourself.", typeof(ConversationVersion), Takes = typeof(ParticipantRequest))]
    public Task<IResult> RemoveParticipantAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "participants/remove")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.ParticipantRequest, (by, body, read) => new ConversationCommand.RemoveParticipant(by.Id, read.Agent("agent", body.Agent)), cancellationToken);
}
