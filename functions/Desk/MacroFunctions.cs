using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Macros;
using OmniFunctions.Runtime.Phrases;

namespace OmniFunctions.Desk;

/// <summary>Macros: everybody's are the supervisors' to change, and one's own are nobody else's to see. They are kept here and done by the desk, by the commands that there are.</summary>
public sealed class MacroFunctions(MacroStore macros, PhraseStore phrases, NamesReader namesOf, TimeProvider time)
{
    private const string One = "api/macros/{id}";

    [Function("Macros"), Requires(Permission.Agent)]
    [Describes("Everybody's macros and one's own.", typeof(MacroList))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/macros")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var found = await macros.OfAsync(agent.Tenant, agent.Id, cancellationToken);
        return Results.Json(new MacroList([.. found.Select(MacroView.Of)]), DeskJson.Instance.MacroList);
    }

    [Function("SaveMacro"), Requires(Permission.Agent)]
    [Describes("Add a macro or change it; everybody's only by supervisors.", typeof(MacroView), Takes = typeof(MacroRequest))]
    public async Task<IResult> SaveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.MacroRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.IsShared && !agent.Is(AgentRole.Supervisor)) return Problems.NotAllowed();
        var macro = new Macro(
            id, body.Shortcut?.Trim() ?? "", body.Title?.Trim() ?? "", body.Actions.IsDefault ? [] : body.Actions, body.IsShared ? null : agent.Id, agent.Id, time.GetUtcNow());
        var faults = new Dictionary<string, string>(macro.Faults());
        await LookUpAsync(agent, macro, faults, cancellationToken);
        if (faults.Count > 0) return Problems.Invalid(faults.ToDictionary(fault => fault.Key, fault => (IReadOnlyList<string>)[fault.Value]));
        return await macros.SaveAsync(agent.Tenant, macro, cancellationToken)
            ? Results.Json(MacroView.Of(macro), DeskJson.Instance.MacroView)
            : Problems.Invalid("id", $"At most {MacroStore.MaxMacros} macros.");
    }

    [Function("RemoveMacro"), Requires(Permission.Agent)]
    [Describes("Take a macro away: one's own, or as a supervisor everybody's.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (id.Length > Shortcut.MaxIdLength) return Problems.NotFound();
        if (await macros.FindAsync(agent.Tenant, agent.Id, id, cancellationToken) is not null)
        {
            await macros.RemoveAsync(agent.Tenant, agent.Id, id, cancellationToken);
            return Results.NoContent();
        }

        if (await macros.FindAsync(agent.Tenant, null, id, cancellationToken) is null) return Problems.NotFound();
        if (!agent.Is(AgentRole.Supervisor)) return Problems.NotAllowed();
        await macros.RemoveAsync(agent.Tenant, null, id, cancellationToken);
        return Results.NoContent();
    }

    /// <summary>What it names must be there, for everybody who may run it.</summary>
    private async Task LookUpAsync(Agent agent, Macro macro, Dictionary<string, string> faults, CancellationToken cancellation)
    {
        for (var i = 0; i < Math.Min(macro.Actions.Length, Macro.MaxActions); i++)
        {
            var field = $"actions[{i}]";
            if (faults.ContainsKey(field)) continue;
            if (macro.Actions[i] is MacroAction.Reply { Phrase: { } phrase }
                && await phrases.FindAsync(agent.Tenant, null, phrase, cancellation) is null
                && (macro.Owner is not { } owner || await phrases.FindAsync(agent.Tenant, owner, phrase, cancellation) is null))
                faults[field] = macro.Owner is null ? "A phrase of everybody's is expected." : "There is no such phrase.";
            if (macro.Actions[i] is MacroAction.Transfer { Queue: { } queue } && (await namesOf.ReadAsync(agent.Tenant, cancellation)).Policy.Queues.All(known => known.Id.Value != queue))
                faults[field] = "There is no such queue.";
        }
    }
}

/// <param name="IsShared">Everybody's; else one's own.</param>
public sealed record MacroRequest(string? Shortcut, string? Title, ImmutableArray<MacroAction> Actions, bool IsShared = false);

public sealed record MacroView(string Id, string Shortcut, string Title, IReadOnlyList<MacroAction> Actions, bool IsShared)
{
    internal static MacroView Of(Macro macro) => new(macro.Id, macro.Shortcut, macro.Title, macro.Actions, macro.Owner is null);
}

public sealed record MacroList(IReadOnlyList<MacroView> Items);
