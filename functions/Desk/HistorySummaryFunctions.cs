using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.People;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Live;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>What an agent should know at once of a customer who goes on elsewhere: what was said there, and what was promised.</summary>
public sealed class HistorySummaryFunctions(CommandDesk desk, ConversationStore store, IdentityStore identities, PersonHistory history, NamesReader namesOf)
{
    /// <summary>The last of each conversation that are read.</summary>
    private const int MaxEvents = 1_000;

    [Function("HistorySummary"), Requires(Permission.Agent)]
    [Describes("What was said on each channel that the customer used, in short, and what was promised.", typeof(HistorySummary))]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = At + "history-summary")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        if (await desk.SeenAsync(agent, id, names, cancellationToken) is not { } seen) return Problems.NotFound();
        var before = await BeforeAsync(agent, seen, names, cancellationToken);
        return Results.Json(HistorySummary.Of(seen.State, LegHistory.Of(await EventsAsync(seen, cancellationToken)), before, names), DeskJson.Instance.HistorySummary);
    }

    /// <summary>Of this conversation, and of those that go on in it, as it went.</summary>
    private async Task<IReadOnlyCollection<ConversationEvent>> EventsAsync(StoredConversation seen, CancellationToken cancellation)
    {
        var events = await LastEvents.ReadAsync(store, seen, MaxEvents, cancellation);
        foreach (var part in seen.State.Joined)
        {
            if (await store.FindAsync(seen.Key with { Id = part.From }, cancellation) is { } joined) events.AddRange(await LastEvents.ReadAsync(store, joined, MaxEvents, cancellation));
        }

        // What was taken out again with another conversation is summed up there.
        var moved = events.Select(stored => stored.Event).OfType<ConversationEvent.SplitOff>()
            .SelectMany(split => split.MessageKeys.Select(key => (Key: key, split.At))).GroupBy(one => one.Key).ToDictionary(same => same.Key, same => same.Max(one => one.At));
        return [.. events.Select(stored => stored.Event).Where(e => !WasMoved(e)).OrderBy(e => e.At)];

        bool WasMoved(ConversationEvent e) => e is ConversationEvent.CustomerMessage message && moved.TryGetValue(message.MessageKey, out var at) && message.At <= at;
    }

    /// <summary>The one that the person had before, as far back as they are looked up and as far as the agent may see it.</summary>
    private async Task<StoredConversation?> BeforeAsync(Agent agent, StoredConversation seen, Names names, CancellationToken cancellation)
    {
        var known = await identities.OfAsync(agent.Tenant, seen.State.Person, cancellation);
        var all = await history.ReadAsync(agent.Tenant, seen.State.Person, known, cancellation);
        return all.FirstOrDefault(head => head.State.OpenedAt < seen.State.OpenedAt && head.State.Phase is not Phase.Merged && agent.MaySee(head.State, names.Policy));
    }
}

/// <param name="Legs">The channel that is used now comes first.</param>
/// <param name="UnansweredSince">When the customer began to wait for an answer; null when they do not.</param>
/// <param name="Before">The conversation before this one, of the last 30 days.</param>
public sealed record HistorySummary(
    IReadOnlyList<LegView> Legs, Named? Topic, IReadOnlyList<string> Labels, DateTimeOffset? UnansweredSince, IReadOnlyList<PromiseView> Promises, Summary? Before)
{
    public static HistorySummary Of(ConversationState state, IReadOnlyList<LegHistory> legs, StoredConversation? before, Names names) => new(
        [.. legs.Select(leg => LegView.Of(leg, names))],
        state.Topic is { } topic ? new Named(topic, topic) : null,
        state.Labels,
        state.UnansweredSince,
        [.. PromiseView.Of(state)],
        before is null ? null : SummaryMapping.Map(before, names));
}

/// <param name="Messages">What the customer wrote there.</param>
/// <param name="Last">Oldest first.</param>
public sealed record LegView(string Channel, string Account, DateTimeOffset From, DateTimeOffset To, int Messages, int Replies, IReadOnlyList<LegMessageView> Last)
{
    public static LegView Of(LegHistory leg, Names names) => new(
        leg.Leg.Account.Channel,
        leg.Leg.Account.Account,
        leg.From,
        leg.To,
        leg.Messages,
        leg.Replies,
        [.. leg.Last.Select(message => new LegMessageView(message.At, message.Speaker, names.OfOptional(message.By), message.Kind, message.Text))]);
}

/// <param name="Speaker">customer, agent or bot.</param>
public sealed record LegMessageView(DateTimeOffset At, Speaker Speaker, Named? By, ItemKind Kind, string? Text);

/// <param name="Kind">callback or scheduledMessage.</param>
/// <param name="Text">Of a message that leaves at its time.</param>
public sealed record PromiseView(string Kind, DateTimeOffset DueAt, string? Text)
{
    public static IEnumerable<PromiseView> Of(ConversationState state)
    {
        if (state.Callback is { } callback) yield return new("callback", callback.DueAt, null);
        foreach (var message in state.Scheduled) yield return new("scheduledMessage", message.SendAt, message.Text);
    }
}
