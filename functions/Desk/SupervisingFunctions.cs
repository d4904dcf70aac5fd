using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>What supervisors do in the conversations of others.</summary>
public sealed class SupervisingFunctions(CommandDesk desk)
{
    [Function("Watch"), Requires(Permission.Supervisor)]
    [Describes("Look on.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> WatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "watch")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Watch(by), cancellationToken);

    [Function("Unwatch"), Requires(Permission.Supervisor)]
    [Describes("Look on no longer.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> UnwatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "unwatch")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Unwatch(by), cancellationToken);

    [Function("Whisper"), Requires(Permission.Supervisor)]
    [Describes("Say something to the agent that the customer never sees.", typeof(ConversationVersion), Takes = typeof(WhisperRequest))]
    public Task<IResult> WhisperAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "whispers")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.WhisperRequest, (by, body, read) => new ConversationCommand.Whisper(by.Id, read.MessageId(body.MessageId), read.Text(body.Text)), cancellationToken);

    [Function("Barge"), Requires(Permission.Supervisor)]
    [Describes("Speak with the customer beside the agent.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> BargeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "barge")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Barge(by), cancellationToken);

    [Function("TakeOver"), Requires(Permission.Supervisor)]
    [Describes("Take a conversation from whoever has it.", typeof(ConversationVersion), Takes = typeof(TakeOverRequest))]
    public Task<IResult> TakeOverAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "take-over")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.TakeOverRequest, (by, body, _) => new ConversationCommand.TakeOver(by.Id, body.Reason), cancellationToken);
}
