using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>Reading conversations.</summary>
public sealed class ConversationFunctions(ConversationStore store, HolderIndex lists, NamesReader namesOf)
{
    private const int DefaultListLimit = 50;
    private const int MaxEntries = 200;

    /// <summary>Of what is mine, that which was put aside.</summary>
    private const string Snoozed = "snoozed";

    [Function("Conversations"), Requires(Permission.Agent)]
    [Describes("A list of conversations.", typeof(ConversationList), Query = ["view", "limit", "cursor"])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/conversations")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var name = Query.Text(request, "view");
        if (View(agent, name) is not { } view) return Problems.Invalid("view", "mine, snoozed, waiting, bot, open or closed.");
        if (Query.Number(request, "limit", 1, HolderIndex.MaxLimit, DefaultListLimit) is not { } limit)
            return Problems.Invalid("limit", $"1 to {HolderIndex.MaxLimit}.");
        if (!Query.TryCursor(request, out var cursor)) return Problems.Invalid("cursor", "This is not a cursor of this list.");
        try
        {
            var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
            var page = await lists.ListAsync(
                view, (int)limit, head => agent.MaySee(head.State, names.Policy) && (name != Snoozed || head.State.Phase is Phase.Snoozed), cursor, cancellationToken);
            return Results.Json(new ConversationList([.. page.Items.Select(head => SummaryMapping.Map(head, names))], page.Cursor), DeskJson.Instance.ConversationList);
        }
        catch (FormatException)
        {
            return Problems.Invalid("cursor", "This is not a cursor of this list.");
        }
    }

    [Function("Conversation"), Requires(Permission.Agent)]
    [Describes("One conversation.", typeof(Summary))]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/conversations/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await SeenAsync(request.Agent(), id, cancellationToken) is var (head, names)
            ? Results.Json(SummaryMapping.Map(head, names), DeskJson.Instance.Summary)
            : Problems.NotFound();

    [Function("ConversationEvents"), Requires(Permission.Agent)]
    [Describes("Events of a conversation in order: those after a number, or the last ones before one.", typeof(EntryList), Query = ["after", "before", "limit"])]
    public async Task<IResult> EventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/conversations/{id}/events")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (Query.Number(request, "limit", 1, MaxEntries, MaxEntries) is not { } limit) return Problems.Invalid("limit", $"1 to {MaxEntries}.");
        if (Query.Number(request, "after", 0, long.MaxValue - MaxEntries - 1, 0) is not { } after) return Problems.Invalid("after", "A sequence number.");
        var backwards = request.Query.ContainsKey("before");
        if (Query.Number(request, "before", 1, long.MaxValue, 1) is not { } before) return Problems.Invalid("before", "A sequence number.");
        if (backwards && request.Query.ContainsKey("after")) return Problems.Invalid("before", "Either after or before.");
        if (await SeenAsync(request.Agent(), id, cancellationToken) is not var (head, names)) return Problems.NotFound();

        var events = backwards
            ? await store.EventsBeforeAsync(head.Key, Math.Min(before, head.Version + 1), (int)limit, cancellationToken)
            : await store.EventsAsync(head.Key, after, (int)limit, cancellationToken);
        var hasMore = events.Count > 0 && (backwards ? events[0].Sequence > 1 : events[^1].Sequence < head.Version);
        CrashPoint.Pass(CrashPoint.CatchingUp);
        var later = EntryMapping.NeedsOutcomes(events, head.State) ? await store.EventsAsync(head.Key, events[^1].Sequence, MaxEntries, cancellationToken) : [];
        var earlier = EntryMapping.NeedsEarlier(events) && events[0].Sequence > 1
            ? await store.EventsBeforeAsync(head.Key, events[0].Sequence, DisplayOrder.MaxEarlier, cancellationToken)
            : [];
        return Results.Json(new EntryList(EntryMapping.Map(events, head.State, names, request.Agent(), later, earlier), head.Version, hasMore), DeskJson.Instance.EntryList);
    }

    private async Task<(StoredConversation Head, Names Names)?> SeenAsync(Agent agent, string id, CancellationToken cancellationToken)
    {
        if (ConversationIds.Read(id) is not { } conversation) return null;
        var head = await store.FindAsync(new ConversationKey(agent.Tenant, conversation), cancellationToken);
        if (head is null) return null;
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        return agent.MaySee(head.State, names.Policy) ? (head, names) : null;
    }

    private static HolderView? View(Agent agent, string? name) => name switch
    {
        "mine" or Snoozed => new HolderView.OfAgent(agent.Tenant, agent.Id),
        "waiting" => new HolderView.Waiting(agent.Tenant, agent.Queues),
        "bot" => new HolderView.WithBot(agent.Tenant),
        "open" => new HolderView.Open(agent.Tenant),
        "closed" => new HolderView.Closed(agent.Tenant),
        _ => null,
    };
}
