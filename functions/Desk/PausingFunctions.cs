using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>When a conversation rests, ends and begins again.</summary>
public sealed class PausingFunctions(CommandDesk desk)
{
    [Function("WaitOnCustomer"), Requires(Permission.Agent)]
    [Describes("The next step is the customer's.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> WaitOnCustomerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "wait")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.WaitOnCustomer(by), cancellationToken);

    [Function("Resume"), Requires(Permission.Agent)]
    [Describes("The next step is the agent's again.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "resume")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.ResumeServing(by), cancellationToken);

    [Function("Snooze"), Requires(Permission.Agent)]
    [Describes("Put a conversation aside until a time or until the customer writes.", typeof(ConversationVersion), Takes = typeof(SnoozeRequest))]
    public Task<IResult> SnoozeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "snooze")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.SnoozeRequest, (by, body, _) => new ConversationCommand.Snooze(by.Id, body.Until), cancellationToken);

    [Function("Wake"), Requires(Permission.Agent)]
    [Describes("Take a conversation up that was put aside.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> WakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "wake")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Wake(by), cancellationToken);

    [Function("Close"), Requires(Permission.Agent)]
    [Describes("Close a conversation.", typeof(ConversationVersion), Takes = typeof(CloseRequest))]
    public Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "close")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.CloseRequest, (by, body, read) =>
                new ConversationCommand.Close(by.Id, read.Needed("reason", body.Reason, "resolved, customerGone or spam.")), cancellationToken);

    [Function("FinishWrapUp"), Requires(Permission.Agent)]
    [Describes("Be done with a conversation before its time for notes is over.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> FinishWrapUpAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "wrap-up/finish")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.FinishWrapUp(by), cancellationToken);

    [Function("Reopen"), Requires(Permission.Agent)]
    [Describes("Take a closed conversation up again.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> ReopenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "reopen")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Reopen(by), cancellationToken);
}
