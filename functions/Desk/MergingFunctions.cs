using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>One conversation that goes on in another.</summary>
public sealed class MergingFunctions(CommandDesk desk)
{
    [Function("Merge"), Requires(Permission.Agent)]
    [Describes("Have a conversation go on in another one.", typeof(ConversationVersion), Takes = typeof(MergeRequest))]
    public Task<IResult> MergeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "merge")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(
            request, id, durable, DeskJson.Instance.MergeRequest, (by, body, read) => new ConversationCommand.Merge(by.Id, read.Conversation("into", body.Into)), cancellationToken);

    [Function("Unmerge"), Requires(Permission.Agent)]
    [Describes("Take a conversation out of the other one again.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public Task<IResult> UnmergeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "unmerge")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request, id, durable, by => new ConversationCommand.Unmerge(by), cancellationToken);
}
