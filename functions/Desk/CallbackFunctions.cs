using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>Calling a customer back.</summary>
public sealed class CallbackFunctions(CommandDesk desk)
{
    [Function("AgreeCallback"), Requires(Permission.Agent)]
    [Describes("Agree a callback with the customer.", typeof(ConversationVersion), Takes = typeof(CallbackRequest))]
    public Task<IResult> AgreeCallbackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "callback")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.CallbackRequest, (by, body, read) =>
                new ConversationCommand.AskForCallback(body.DueAt, read.Word("zone", body.Zone), read.MessageId(body.MessageId), by.Id), cancellationToken);

    [Function("CancelCallback"), Requires(Permission.Agent)]
    [Describes("Call a callback off.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> CancelCallbackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "callback/cancel")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.CancelCallback(by), cancellationToken);

    [Function("RecordCallback"), Requires(Permission.Agent)]
    [Describes("Say what came of a callback.", typeof(ConversationVersion), Takes = typeof(CallbackOutcomeRequest))]
    public Task<IResult> RecordCallbackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "callback/outcome")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.CallbackOutcomeRequest, (by, body, read) =>
                new ConversationCommand.RecordCallback(by.Id, read.Needed("outcome", body.Outcome, "reached, noAnswer or wrongNumber.")), cancellationToken);
}
