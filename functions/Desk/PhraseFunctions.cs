using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Phrases;

namespace OmniFunctions.Desk;

/// <summary>Phrases: everybody's are the supervisors' to change, and one's own are nobody else's to see.</summary>
public sealed class PhraseFunctions(PhraseStore phrases, TimeProvider time)
{
    private const string One = "api/phrases/{id}";

    [Function("Phrases"), Requires(Permission.Agent)]
    [Describes("Everybody's phrases and one's own.", typeof(PhraseList))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/phrases")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var found = await phrases.OfAsync(agent.Tenant, agent.Id, cancellationToken);
        return Results.Json(new PhraseList([.. found.Select(PhraseView.Of)]), DeskJson.Instance.PhraseList);
    }

    [Function("SavePhrase"), Requires(Permission.Agent)]
    [Describes("Add a phrase or change it; everybody's only by supervisors.", typeof(PhraseView), Takes = typeof(PhraseRequest))]
    public async Task<IResult> SaveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PhraseRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.IsShared && !agent.Is(AgentRole.Supervisor)) return Problems.NotAllowed();
        var phrase = new Phrase(id, body.Shortcut?.Trim() ?? "", body.Title?.Trim() ?? "", body.Text?.Trim() ?? "", body.IsShared ? null : agent.Id, agent.Id, time.GetUtcNow());
        if (phrase.Faults() is { Count: > 0 } faults) return Problems.Invalid(faults.ToDictionary(fault => fault.Key, fault => (IReadOnlyList<string>)[fault.Value]));
        return await phrases.SaveAsync(agent.Tenant, phrase, cancellationToken)
            ? Results.Json(PhraseView.Of(phrase), DeskJson.Instance.PhraseView)
            : Problems.Invalid("id", $"At most {PhraseStore.MaxPhrases} phrases.");
    }

    [Function("RemovePhrase"), Requires(Permission.Agent)]
    [Describes("Take a phrase away: one's own, or as a supervisor everybody's.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (id.Length > Shortcut.MaxIdLength) return Problems.NotFound();
        if (await phrases.FindAsync(agent.Tenant, agent.Id, id, cancellationToken) is not null)
        {
            await phrases.RemoveAsync(agent.Tenant, agent.Id, id, cancellationToken);
            return Results.NoContent();
        }

        if (await phrases.FindAsync(agent.Tenant, null, id, cancellationToken) is null) return Problems.NotFound();
        if (!agent.Is(AgentRole.Supervisor)) return Problems.NotAllowed();
        await phrases.RemoveAsync(agent.Tenant, null, id, cancellationToken);
        return Results.NoContent();
    }
}

/// <param name="IsShared">Everybody's; else one's own.</param>
public sealed record PhraseRequest(string? Shortcut, string? Title, string? Text, bool IsShared = false);

public sealed record PhraseView(string Id, string Shortcut, string Title, string Text, bool IsShared)
{
    internal static PhraseView Of(Phrase phrase) => new(phrase.Id, phrase.Shortcut, phrase.Title, phrase.Text, phrase.Owner is null);
}

public sealed record PhraseList(IReadOnlyList<PhraseView> Items);
