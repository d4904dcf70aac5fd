using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Drafts;
using OmniFunctions.Runtime.Live;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>What an agent has begun to write, kept so that it is there on their other devices, too. Nobody else is ever told of it.</summary>
public sealed class DraftFunctions(CommandDesk desk, DraftStore drafts, NamesReader namesOf, LivePush push, CallRates rates)
{
    [Function("Drafts"), Requires(Permission.Agent)]
    [Describes("What one has begun to write in a conversation, on whatever device: at most one of a kind.", typeof(DraftList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = At + "drafts")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (await desk.SeenAsync(agent, id, await namesOf.ReadAsync(agent.Tenant, cancellationToken), cancellationToken) is not { } seen) return Problems.NotFound();
        var found = await drafts.OfAsync(agent.Tenant, agent.Id, seen.Key.Id, cancellationToken);
        return Results.Json(new DraftList([.. found.Select(DraftView.Of)]), DeskJson.Instance.DraftList);
    }

    [Function("SaveDraft"), Requires(Permission.Agent)]
    [Describes("Keep what was begun: reply, note or whisper. An empty text takes it away; what another device has written since is not written over.", typeof(DraftView), Takes = typeof(DraftRequest))]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = At + "drafts/{kind}")] HttpRequest request, string id, string kind, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (KindOf(kind) is not { } known) return Problems.NotFound();
        if (rates.Take("draft", $"{agent.Tenant}/{agent.Id}", CallRates.MaxDrafts) is { } pause) return Problems.TooManyAttempts(pause);
        if (await desk.SeenAsync(agent, id, await namesOf.ReadAsync(agent.Tenant, cancellationToken), cancellationToken) is not { } seen) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.DraftRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.Faults() is { Count: > 0 } faults) return Problems.Invalid(faults);

        var browser = request.Headers.UserAgent.ToString() is { Length: > 0 } said ? said[..Math.Min(said.Length, Draft.MaxBrowserLength)] : null;
        switch (await drafts.WriteAsync(agent.Tenant, agent.Id, seen.Key.Id, known, body.Text!, body.Revision, browser, cancellationToken))
        {
            case DraftWriting.Kept { Draft: var draft }:
                var view = DraftView.Of(draft);
                await push.DraftAsync(agent, new DraftPush(draft.Conversation.Value, draft.Kind, draft.Text, draft.Revision, draft.ChangedAt, draft.Browser, body.Page), CancellationToken.None);
                return Results.Json(view, DeskJson.Instance.DraftView);
            case DraftWriting.Overtaken:
                return Problems.DraftChanged(null);
            case DraftWriting.TooMany:
                return Problems.Invalid("text", $"At most {DraftStore.MaxPerAgent} drafts.");
            default:
                throw new InvalidOperationException("This outcome of writing a draft has no answer.");
        }
    }

    private static DraftKind? KindOf(string name) => name switch
    {
        "reply" => DraftKind.Reply,
        "note" => DraftKind.Note,
        "whisper" => DraftKind.Whisper,
        _ => null,
    };
}

/// <param name="Text">Empty takes the draft away.</param>
/// <param name="Revision">The one that was begun with; 0 where there was none.</param>
/// <param name="Page">A name that the page made for itself: told to the agent's other pages, it lets each know its own words.</param>
public sealed record DraftRequest(string? Text, long Revision = 0, string? Page = null)
{
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Faults()
    {
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        if (Text is not { Length: <= Draft.MaxTextLength }) faults["text"] = [$"A text of at most {Draft.MaxTextLength} characters is expected."];
        if (Revision is < 0 or long.MaxValue) faults["revision"] = ["The revision that the writer began with."];
        if (Page is { Length: > ActionReading.MaxMessageIdLength }) faults["page"] = [$"At most {ActionReading.MaxMessageIdLength} characters."];
        return faults;
    }
}

/// <param name="Revision">To be named by whoever writes next.</param>
/// <param name="Browser">What the one that wrote it last says of itself.</param>
public sealed record DraftView(DraftKind Kind, string Text, long Revision, DateTimeOffset ChangedAt, string? Browser)
{
    internal static DraftView Of(Draft draft) => new(draft.Kind, draft.Text, draft.Revision, draft.ChangedAt, draft.Browser);
}

public sealed record DraftList(IReadOnlyList<DraftView> Items);
