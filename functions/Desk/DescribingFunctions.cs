using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>What a conversation is about.</summary>
public sealed class DescribingFunctions(CommandDesk desk)
{
    [Function("Label"), Requires(Permission.Agent)]
    [Describes("Put labels on a conversation and take others off.", typeof(ConversationVersion), Takes = typeof(LabelsRequest))]
    public Task<IResult> LabelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "labels")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.LabelsRequest, (by, body, read) => new ConversationCommand.Label(by.Id, read.Words("add", body.Add), read.Words("remove", body.Remove)), cancellationToken);

    [Function("SetPriority"), Requires(Permission.Agent)]
    [Describes("Say how urgent it is beside the others of its queue.", typeof(ConversationVersion), Takes = typeof(PriorityRequest))]
    public Task<IResult> SetPriorityAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "priority")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.PriorityRequest, (by, body, read) => new ConversationCommand.SetPriority(by.Id, read.Needed("points", body.Points, "A whole number is expected.")), cancellationToken);

    [Function("SetTopic"), Requires(Permission.Agent)]
    [Describes("Say what it is about.", typeof(ConversationVersion), Takes = typeof(TopicRequest))]
    public Task<IResult> SetTopicAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "topic")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.TopicRequest, (by, body, read) => new ConversationCommand.SetTopic(by.Id, read.Word("topic", body.Topic)), cancellationToken);

    [Function("SetDisposition"), Requires(Permission.Agent)]
    [Describes("Say what came of it.", typeof(ConversationVersion), Takes = typeof(DispositionRequest))]
    public Task<IResult> SetDispositionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "disposition")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.DispositionRequest, (by, body, read) => new ConversationCommand.SetDisposition(by.Id, read.Word("disposition", body.Disposition)), cancellationToken);
}
