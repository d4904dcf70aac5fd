using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>Picking from the line (抢接). Routing is asked first, so that of any number of agents one gets it, and none more than they have room for.</summary>
public sealed class ClaimFunctions(CommandDesk desk, ConversationStore conversations, NamesReader namesOf)
{
    /// <summary>What was asked happens all the same; whoever asks again finds it theirs.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    [Function("Claim"), Requires(Permission.Agent)]
    [Describes("Take a conversation that waits.", typeof(ConversationVersion), Takes = typeof(PlainRequest))]
    public async Task<IResult> ClaimAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/conversations/{id}/claim")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        if (await desk.SeenAsync(agent, id, names, cancellationToken) is not { } seen) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PlainRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.Version is { } expected && expected != seen.Version)
            return Problems.Refused(Conversations.Refusal.VersionConflict, null, seen.Version);

        if (await Claims.ClaimAsync(durable, seen.Key, agent.Id, cancellationToken) is not { } outcome) return Problems.Unavailable(RetryAfter);
        if (outcome.Reason is { } reason) return Problems.Refused(reason, outcome.Holder is { } holder && holder != agent.Id ? names.Of(holder) : null);
        var now = await conversations.FindAsync(seen.Key, cancellationToken);
        return Results.Json(new ConversationVersion(now!.Version), DeskJson.Instance.ConversationVersion);
    }
}
