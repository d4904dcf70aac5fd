using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>Finding a conversation again.</summary>
public sealed class SearchFunctions(ConversationSearch search, NamesReader namesOf)
{
    private const int MaxIdLength = 64;

    [Function("Search"), Requires(Permission.Agent)]
    [Describes("Conversations by words and by what they are, as far back as is looked.", typeof(SearchAnswer), Query = ["q", "state", "channel", "queue", "label"])]
    public async Task<IResult> FindAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/search")] HttpRequest request, CancellationToken cancellationToken)
    {
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        var words = Text("q", ConversationSearch.MaxWords);
        var channel = Text("channel", MaxIdLength);
        var queue = Text("queue", MaxIdLength);
        var label = Text("label", ActionReading.MaxWordLength);
        var state = Query.Text(request, "state") ?? "all";
        if (state is not ("all" or "open" or "closed")) faults["state"] = ["all, open or closed."];
        if (words is null && channel is null && queue is null && label is null) faults["q"] = ["Something is looked for."];
        if (faults.Count > 0) return Problems.Invalid(faults);

        var agent = request.Agent();
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        var query = new SearchQuery(words, state != "closed", state != "open", channel, queue is null ? null : new QueueId(queue), label);
        var found = await search.FindAsync(agent, query, names, cancellationToken);
        return Results.Json(
            new SearchAnswer(
                [.. found.Hits.OrderByDescending(hit => hit.Head.Summary.LastMessageAt).Select(hit => new SearchHit(SummaryMapping.Map(hit.Head, names), hit.Place, hit.Excerpt))],
                found.Looked,
                found.Read,
                found.IsWhole),
            DeskJson.Instance.SearchAnswer);

        string? Text(string name, int maxLength)
        {
            var text = Query.Text(request, name)?.Trim();
            if (text is not { Length: > 0 }) return null;
            if (text.Length > maxLength) faults[name] = [$"At most {maxLength} characters."];
            return text;
        }
    }
}

/// <param name="In">person, number, label, text, message or filter.</param>
/// <param name="Excerpt">The words with what stands around them.</param>
public sealed record SearchHit(Summary Conversation, SearchPlace In, string? Excerpt);

/// <param name="Items">Newest first.</param>
/// <param name="Looked">Conversations that were looked at.</param>
/// <param name="Read">Those of them whose messages were read.</param>
/// <param name="IsWhole">Nothing was left out.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchHit> Items, int Looked, int Read, bool IsWhole);
