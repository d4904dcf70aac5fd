using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>Every conversation of a tenant, for checks and export.</summary>
public sealed class AdminFunctions(ConversationStore store)
{
    private const int MaxLimit = 200;

    [Function("AllConversations"), Requires(Permission.Supervisor)]
    [Describes("Every conversation of the tenant in the order of their ids.", typeof(ConversationHeads), Query = ["cursor", "limit"])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/conversations")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (Query.Number(request, "limit", 1, MaxLimit, MaxLimit) is not { } limit) return Problems.Invalid("limit", $"1 to {MaxLimit}.");
        ConversationId? after = null;
        if (Query.Text(request, "cursor") is { } cursor && (after = ConversationIds.Read(cursor)) is null)
            return Problems.Invalid("cursor", "This is not a cursor of this list.");

        var heads = new List<ConversationHead>();
        await foreach (var head in store.AllAsync(request.Agent().Tenant, after, cancellationToken))
        {
            heads.Add(new ConversationHead(head.Key.Id.Value, head.Version, SummaryMapping.PhaseName(head.State.Phase)));
            if (heads.Count == limit) break;
        }

        return Results.Json(new ConversationHeads(heads, heads.Count == limit ? heads[^1].Id : null), DeskJson.Instance.ConversationHeads);
    }
}

public sealed record ConversationHeads(IReadOnlyList<ConversationHead> Items, string? Cursor);

public sealed record ConversationHead(string Id, long Version, string Phase);
